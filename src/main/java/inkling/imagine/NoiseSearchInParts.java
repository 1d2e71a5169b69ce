package inkling.imagine;

import inkling.cluster.JobInParts;
import inkling.cluster.PartWork;
import inkling.cluster.SentNetwork;
import inkling.cluster.Workplace;
import inkling.dreaming.NoiseParts;
import inkling.dreaming.NoiseSearch;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Improvement;
import inkling.dreaming.NoiseSearch.Observer;
import inkling.dreaming.NoiseSearch.Query;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import java.util.List;

/** A search in noise that is cut into parts; finds what {@link NoiseSearch} does. */
public final class NoiseSearchInParts implements JobInParts<NoiseSearchInParts.Found> {
    private static final int PARTS_A_SLOT = 8;

    /** Parts are no more than this, so that what is known of each is quickly put together. */
    private static final int MOST_PARTS = 4096;

    private static final double SECONDS_A_PART_AT_LEAST = 5;
    private static final double SECONDS_A_PART_AT_MOST = 30;

    /** Of the part that has the most: there are as many as a logarithm, and each is a record. */
    private static final int MOST_NUMBERS = 100_000;

    private final Work work;
    private final NoiseParts found;
    private final Observer observer;

    /** @param observer is told a few times a second what is found in all parts, on the job's thread; may throw to end it */
    public NoiseSearchInParts(Blueprint blueprint, List<Tensor> parameters, Query query, int parts, Observer observer) {
        this.observer = observer;
        work = new Work(new SentNetwork(blueprint, parameters), query, NoiseParts.bounds(query.images(), parts));
        found = new NoiseParts(new NoiseSearch(blueprint, parameters, "cpu"), query, work.bounds);
    }

    /** Several for each slot, so that none is idle for long at the end, and so short that a lost one is soon caught up. */
    static int parts(Query query, Blueprint blueprint, int slots) {
        long images = query.images();
        double wanted = Math.max(PARTS_A_SLOT * slots, images / Query.within(SECONDS_A_PART_AT_MOST, blueprint));
        double most = Math.min(MOST_PARTS, images / Query.within(SECONDS_A_PART_AT_LEAST, blueprint));
        return (int) Math.max(1, Math.min(wanted, most));
    }

    /**
     * What is found in a part.
     *
     * @param images of the part that were looked at
     * @param curve by the indexes of the whole search; which image it is says what it looks like
     */
    public record Found(long images, List<Improvement> curve) {
        public Found {
            curve = List.copyOf(curve);
        }

        private static Found of(Findings findings) {
            return new Found(findings.images(), findings.curve());
        }
    }

    private record Work(SentNetwork network, Query query, long[] bounds) implements PartWork<Found> {
        @Override
        public Found part(int part, Workplace<Found> place) {
            NoiseSearch search = new NoiseSearch(network.blueprint(), network.tensors(), place.device());
            return Found.of(search.run(
                    query, bounds[part], bounds[part + 1], soFar -> place.done(soFar.images(), Found.of(soFar))));
        }
    }

    @Override
    public int parts() {
        return work.bounds.length - 1;
    }

    @Override
    public PartWork<Found> work() {
        return work;
    }

    @Override
    public Class<Found> result() {
        return Found.class;
    }

    @Override
    public long mostNumbers() {
        return MOST_NUMBERS;
    }

    @Override
    public void take(int part, Found result, boolean whole) {
        found.found(part, result.images(), result.curve());
        if (whole && !found.isDone(part)) {
            throw new IllegalArgumentException("the part is not done");
        }
    }

    @Override
    public void onProgress(long done) {
        observer.onProgress(found.soFar());
    }

    /** What is found so far in all parts. */
    public Findings findings() {
        return found.soFar();
    }
}
