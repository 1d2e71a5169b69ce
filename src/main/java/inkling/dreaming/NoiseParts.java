package inkling.dreaming;

import inkling.dreaming.NoiseSearch.Best;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Improvement;
import inkling.dreaming.NoiseSearch.Query;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Puts together what is found in the parts of a search, in whatever order it comes: once all is done, what one search of the
 * whole finds, to the last bit. Used on any thread.
 *
 * <p>A better image than any before it in the whole is better than any before it in its part too. So the whole's curve is
 * what rises among the parts' curves, one behind the other, and the best image is the last one on it.
 */
public final class NoiseParts {
    private final LongFunction<Best> exactly;
    private final Best first;
    private final long[] bounds;
    private final long[] done;
    private final List<List<Improvement>> curves = new ArrayList<>();
    private Best best;

    /**
     * A search of which nothing is found yet.
     *
     * @param bounds where each part begins, and where the last one ends, in rising order; not copied
     */
    public NoiseParts(NoiseSearch search, Query query, long[] bounds) {
        this.exactly = search.exactly(query);
        this.bounds = bounds;
        done = new long[bounds.length - 1];
        Arrays.stream(done).forEach(part -> curves.add(List.of()));
        first = exactly.apply(0);
        best = first;
    }

    /** The bounds of parts of one size, give or take an image. */
    public static long[] bounds(long images, int parts) {
        long[] bounds = new long[parts + 1];
        Arrays.setAll(bounds, part -> images * part / parts);
        return bounds;
    }

    /**
     * Takes what is found in a part in place of what was found there before.
     *
     * @param images of the part that were looked at
     * @throws IllegalArgumentException if nothing of the kind can be found in that part
     */
    public synchronized void found(int part, long images, List<Improvement> curve) {
        if (part < 0 || part >= done.length || images < 0 || images > bounds[part + 1] - bounds[part]) {
            throw new IllegalArgumentException(Text.of("there are no %d images in part %d", images, part));
        }
        for (Improvement each : curve) {
            if (each.images() <= bounds[part]
                    || each.images() > bounds[part] + images
                    || Double.isNaN(each.logOdds())) {
                throw new IllegalArgumentException(Text.of("part %d cannot have %s", part, each));
            }
        }
        done[part] = images;
        curves.set(part, List.copyOf(curve));
    }

    /** Whether all of a part has been looked at. */
    public synchronized boolean isDone(int part) {
        return done[part] == bounds[part + 1] - bounds[part];
    }

    /** What is found so far in all parts; the first image counts from the beginning. */
    public synchronized Findings soFar() {
        List<Improvement> curve = curve();
        long found =
                curve.isEmpty() ? first.index() : curve.get(curve.size() - 1).images() - 1;
        if (found != best.index()) {
            best = found == first.index() ? first : exactly.apply(found);
        }
        return new Findings(Arrays.stream(done).sum(), best, curve);
    }

    private List<Improvement> curve() {
        List<Improvement> rising = new ArrayList<>();
        if (first != Best.NONE) {
            rising.add(new Improvement(first));
        }
        double highest = first.logOdds();
        for (List<Improvement> curve : curves) {
            for (Improvement each : curve) {
                if (each.logOdds() > highest) {
                    rising.add(each);
                    highest = each.logOdds();
                }
            }
        }
        return rising;
    }
}
