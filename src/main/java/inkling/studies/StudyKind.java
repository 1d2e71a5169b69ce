package inkling.studies;

import inkling.archive.runs.Run;
import inkling.worker.JobContext;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * A kind of study, as its feature knows it.
 *
 * @param <R> what comes of it: a record of numbers, texts, arrays, lists, maps of texts and such records, which Gson writes
 *     and reads
 */
public interface StudyKind<R> {
    /** Names it, in addresses too: {@code stress}. */
    String id();

    Class<R> result();

    /**
     * What is asked for, under the names that it is kept by; what is left out is filled in, so that the same is always asked
     * in the same words.
     *
     * @param fields of the form or the JSON that asks
     * @throws inkling.errors.UserError with a sentence at its field if that cannot be
     */
    Map<String, String> asked(Run run, Map<String, String> fields);

    /** What the queue calls it: {@code Run 12: stress test of epoch 3}. */
    String title(Run run, Map<String, String> asked);

    /** The page that shows it. */
    String url(Run run, Map<String, String> asked);

    /**
     * Does the work, on the thread of the run's device; reports how far it is, and asks often whether it is to stop.
     *
     * @throws java.util.concurrent.CancellationException if it was told to stop
     */
    R examine(Run run, Map<String, String> asked, JobContext context);

    /** Writes what belongs into the transaction that says that a study is finished. */
    default void finished(Handle handle, Study study, R result) {}
}
