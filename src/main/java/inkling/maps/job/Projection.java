package inkling.maps.job;

import inkling.archive.ImageSplit;
import inkling.text.Named;
import inkling.worker.JobRecord;
import java.util.Optional;

/**
 * A map as it stands in the database; its coordinates are in its file.
 *
 * @param id counted from 1
 * @param what what it is a map of, and how it is made
 * @param job makes it; PCA maps of several epochs are made by one
 * @param iteration of t-SNE, steps done when it was last kept
 * @param startedFrom of t-SNE, the map whose positions it started from
 * @param kl of t-SNE, KL(P || Q) at that iteration
 * @param explained of PCA, what its two axes explain
 * @param quality how far it can be believed, once that is measured
 */
public record Projection(
        long id,
        What what,
        JobRecord job,
        int iteration,
        Optional<Long> startedFrom,
        Optional<Double> kl,
        Optional<Explained> explained,
        Optional<Quality> quality) {

    /** Where it stands: of the maps that one job makes, each is there as soon as it is made. */
    public Status status() {
        if (explained.isPresent()) {
            return Status.FINISHED;
        }
        return switch (job.status()) {
            case QUEUED -> Status.QUEUED;
            case RUNNING -> Status.RUNNING;
            // PCA takes a moment only and does not go on: it is made again.
            case CANCELLED, INTERRUPTED -> what.method() == Method.PCA ? Status.FAILED : Status.STOPPED;
            case FINISHED -> Status.FINISHED;
            case FAILED -> Status.FAILED;
        };
    }

    /** Why it failed, as a sentence. */
    public Optional<String> failure() {
        return status() == Status.FAILED
                ? job.failure().or(() -> Optional.of("It was not finished."))
                : Optional.empty();
    }

    /** Where a map stands. */
    public enum Status implements Named {
        /** It waits for the device. */
        QUEUED,
        /** It is being made; what there is of it can be looked at. */
        RUNNING,
        /** Somebody stopped it, or the program ended; it can go on. */
        STOPPED,
        /** It is done. */
        FINISHED,
        /** Something went wrong. */
        FAILED;

        /** Whether it waits or is being made. */
        public boolean active() {
            return this == QUEUED || this == RUNNING;
        }
    }

    /**
     * What there is a map of: all of these together name it.
     *
     * @param layer of the network, by its id: {@code h2}, {@code logits}, {@code conv1}
     * @param points the first so many images of the split
     * @param search how it is sought; only of t-SNE
     */
    public record What(
            long run, int epoch, ImageSplit split, String layer, Method method, int points, Optional<Search> search) {
        public What {
            if ((method == Method.TSNE) != search.isPresent()) {
                throw new IllegalArgumentException("t-SNE is sought with settings, PCA is not, was " + method);
            }
        }

        /** The same of another epoch. */
        public What of(int otherEpoch) {
            return new What(run, otherEpoch, split, layer, method, points, search);
        }

        /** The same for maps that belong together through the epochs, however many iterations each has. */
        What kind() {
            Optional<Search> sought = search.map(each -> new Search(each.perplexity(), each.seed(), 1));
            return new What(run, 0, split, layer, method, points, sought);
        }
    }

    /**
     * How t-SNE seeks.
     *
     * @param perplexity roughly how many neighbours count, at least 1
     * @param seed of the start
     * @param iterations in all, at least 1
     */
    public record Search(double perplexity, long seed, int iterations) {}

    /** Shares of the variance along a map's first and second axis, 0 to 1. */
    public record Explained(double first, double second) {}

    /**
     * How far a map can be believed.
     *
     * @param trustworthiness with k = 12, 0 to 1
     * @param of the points it was estimated from
     * @param neighbourAgreement the share of the points whose nearest neighbour on the map has their label
     */
    public record Quality(double trustworthiness, int of, double neighbourAgreement) {}
}
