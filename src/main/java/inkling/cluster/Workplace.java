package inkling.cluster;

import inkling.dataset.Dataset;

/**
 * Where a part of a job is done, and whoever waits for it there. Used on the thread that does the part.
 *
 * @param <R> what comes of a part
 */
public interface Workplace<R extends Record> {
    /** What networks are asked and trained on, one of {@link inkling.network.Devices#here()}. */
    String device();

    /** The images that the job works with: only images and labels, without the corrections that these had. */
    Dataset images();

    /** What the job gives to this part alone. */
    byte[] given();

    /**
     * Says how far the part is; to be called often, and cheap.
     *
     * @param done of the part, in the job's own unit
     * @throws RuntimeException if nobody wants the part any more, which ends it
     */
    void done(long done);

    /** The same of a part of which there is something already. */
    void done(long done, R soFar);
}
