package inkling.cluster;

import java.io.Serializable;

/**
 * What machines do for a job that falls into parts; sent once to each of them. What comes of a part depends on its index
 * alone, so that any machine can do it, and do it again where another is lost.
 *
 * @param <R> what comes of a part: a record of numbers, texts, arrays, lists and such records, which Gson writes and reads
 */
@FunctionalInterface
public interface PartWork<R extends Record> extends Serializable {
    /** Does a part, with all cores that the caller's {@link java.util.concurrent.ForkJoinPool} has. */
    R part(int part, Workplace<R> place);
}
