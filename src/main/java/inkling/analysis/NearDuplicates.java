package inkling.analysis;

import inkling.analysis.Thumbnails.Place;
import inkling.dataset.LabelledImages;
import inkling.parallel.Parallel;
import inkling.projection.NearestNeighbours;
import inkling.projection.NearestNeighbours.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pairs of images that are the same or nearly so: copies pixel for pixel, and what is left of a copy that was made brighter,
 * moved by a pixel or saved anew. Candidates are each image's {@value #NEAREST} nearest {@link Thumbnails}; the
 * {@link Likeness} of their pixels decides. Of a picture that is there often, each copy is paired with the first of them.
 *
 * @param pairs those of other labels first, then those across two parts, then the most alike; of each of these four sorts at
 *     most {@value #MOST}, the most alike
 * @param counts of all pairs, a row for each of the {@link #LEVELS}
 */
public record NearDuplicates(List<Pair> pairs, List<Count> counts) {
    /** Correlations from which on two images may be called alike. */
    public static final List<Float> LEVELS = List.of(1f, 0.995f, 0.99f, 0.98f, 0.95f, 0.9f);

    /** Pairs of each sort that are kept. */
    public static final int MOST = 2_000;

    private static final int NEAREST = 5;
    /** Candidates that a core compares at a time. */
    private static final int PART = 200;

    private static final Comparator<Pair> ORDER = Comparator.comparing((Pair pair) -> !pair.otherLabel())
            .thenComparing(pair -> !pair.across())
            .thenComparing(pair -> !pair.copy())
            .thenComparing(pair -> -pair.correlation())
            .thenComparing(Pair::firstPart)
            .thenComparing(Pair::first)
            .thenComparing(Pair::secondPart)
            .thenComparing(Pair::second);

    public NearDuplicates {
        pairs = List.copyOf(pairs);
        counts = List.copyOf(counts);
    }

    /**
     * Two images that are alike, the one that stands first first.
     *
     * @param first the position of the one in its part, as {@code second} is the other's
     * @param correlation see {@link Likeness}
     * @param right by how many pixels the second lies to the right of the first
     * @param down by how many it lies below
     * @param copy whether they are the same pixel for pixel
     */
    public record Pair(
            int firstPart,
            int first,
            int firstLabel,
            int secondPart,
            int second,
            int secondLabel,
            float correlation,
            int right,
            int down,
            boolean copy) {
        /** Whether they are of two parts. */
        public boolean across() {
            return firstPart != secondPart;
        }

        /** Whether their labels differ. */
        public boolean otherLabel() {
            return firstLabel != secondLabel;
        }

        /** Whether they are at least so much alike; of 1 only copies are. */
        public boolean reaches(float level) {
            return level >= 1 ? copy : correlation >= level;
        }
    }

    /**
     * How many pairs are alike by at least a level.
     *
     * @param all of them
     * @param across those of two parts
     * @param otherLabel those of two labels
     */
    public record Count(float level, int all, int across, int otherLabel) {}

    /**
     * Looks for them.
     *
     * @param parts of one shape: the images of one after those of the other
     * @param progress told on this thread, now and then, how much is done of {@link #work}; what it throws ends the search
     */
    public static NearDuplicates of(List<LabelledImages> parts, IntConsumer progress) {
        Place[] places = Place.all(parts);
        int[] firsts = Duplicates.firsts(parts);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] != i) {
                pairs.add(pair(parts, places[firsts[i]], places[i], new Likeness(1, 0, 0), true));
            }
        }
        int[] different =
                IntStream.range(0, firsts.length).filter(i -> firsts[i] == i).toArray();
        if (different.length > 1) {
            List<int[]> candidates = candidates(parts, different, progress);
            pairs.addAll(alike(
                    parts,
                    places,
                    candidates,
                    done -> progress.accept(places.length + (int) ((long) places.length * done / candidates.size()))));
        }
        pairs.sort(ORDER);
        return new NearDuplicates(
                kept(pairs), LEVELS.stream().map(level -> count(pairs, level)).toList());
    }

    /** How much there is to do: each image is placed among the others, and then compared. */
    public static int work(int images) {
        return 2 * images;
    }

    private static Pair pair(List<LabelledImages> parts, Place first, Place second, Likeness likeness, boolean copy) {
        return new Pair(
                first.part(),
                first.index(),
                parts.get(first.part()).label(first.index()),
                second.part(),
                second.index(),
                parts.get(second.part()).label(second.index()),
                likeness.correlation(),
                likeness.right(),
                likeness.down(),
                copy);
    }

    /** Pairs of images whose thumbnails lie near each other, none twice. */
    private static List<int[]> candidates(List<LabelledImages> parts, int[] different, IntConsumer progress) {
        Thumbnails thumbnails = new Thumbnails(parts.get(0).shape());
        float[] numbers = thumbnails.of(parts, different);
        int k = Math.min(NEAREST, different.length - 1);
        float within = 2 - 2 * LEVELS.get(LEVELS.size() - 1);
        Neighbours near = NearestNeighbours.all(numbers, thumbnails.size(), k, within, progress);
        List<int[]> candidates = new ArrayList<>();
        for (int i = 0; i < different.length; i++) {
            for (int j = 0; j < k; j++) {
                int other = near.indices()[i * k + j];
                if (other > i || other >= 0 && !holds(near, other, i)) {
                    candidates.add(new int[] {different[Math.min(i, other)], different[Math.max(i, other)]});
                }
            }
        }
        return candidates;
    }

    private static boolean holds(Neighbours near, int row, int wanted) {
        return IntStream.range(row * near.k(), (row + 1) * near.k()).anyMatch(i -> near.indices()[i] == wanted);
    }

    private static List<Pair> alike(
            List<LabelledImages> parts, Place[] places, List<int[]> candidates, IntConsumer progress) {
        float least = LEVELS.get(LEVELS.size() - 1);
        Pair[] compared = new Pair[candidates.size()];
        int together = PART * Parallel.threads();
        for (int from = 0; from < compared.length; from += together) {
            int first = from;
            int end = Math.min(compared.length, from + together);
            Parallel.forEach(Parallel.parts(end - first, PART), part -> {
                for (int i = first + part * PART; i < Math.min(end, first + (part + 1) * PART); i++) {
                    Place one = places[candidates.get(i)[0]];
                    Place other = places[candidates.get(i)[1]];
                    Likeness likeness =
                            Likeness.of(parts.get(one.part()), one.index(), parts.get(other.part()), other.index());
                    compared[i] = pair(parts, one, other, likeness, false);
                }
            });
            progress.accept(end);
        }
        return Stream.of(compared).filter(pair -> pair.reaches(least)).toList();
    }

    private static Count count(List<Pair> pairs, float level) {
        List<Pair> alike = pairs.stream().filter(pair -> pair.reaches(level)).toList();
        return new Count(
                level, alike.size(), (int) alike.stream().filter(Pair::across).count(), (int)
                        alike.stream().filter(Pair::otherLabel).count());
    }

    /** @param pairs in their order, so that those of one sort stand together */
    private static List<Pair> kept(List<Pair> pairs) {
        Map<List<Boolean>, Integer> sorts = new HashMap<>();
        return pairs.stream()
                .filter(pair -> sorts.merge(List.of(pair.otherLabel(), pair.across()), 1, Integer::sum) <= MOST)
                .toList();
    }
}
