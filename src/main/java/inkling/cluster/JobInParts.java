package inkling.cluster;

import inkling.dataset.Dataset;
import java.util.Optional;

/**
 * A job that falls into parts by index, and puts together what comes of them: in whatever order that is, to the same result.
 * Used on the job's thread.
 *
 * @param <R> what comes of a part, as {@link PartWork} has it
 */
public interface JobInParts<R extends Record> {
    /** How many there are, at least one. */
    int parts();

    /** What machines do. */
    PartWork<R> work();

    /** The images that they do it with. */
    default Optional<Dataset> images() {
        return Optional.empty();
    }

    /**
     * What a part needs and no other; asked for when a machine begins it.
     *
     * @return empty if the part is not to be done after all
     */
    default Optional<byte[]> given(int part) {
        return Optional.of(new byte[0]);
    }

    /** What comes of a part. */
    Class<R> result();

    /** How many numbers that has at most, in all of its arrays and lists. */
    long mostNumbers();

    /**
     * Takes what comes of a part, in place of what did so before.
     *
     * @param whole whether the part is done
     * @throws IllegalArgumentException if nothing of the kind can come of it
     */
    void take(int part, R result, boolean whole);

    /**
     * Called a few times a second.
     *
     * @param done of all parts together, in the unit of {@link Workplace#done}; less than before where a machine was lost
     */
    void onProgress(long done);
}
