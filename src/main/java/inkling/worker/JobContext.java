package inkling.worker;

import java.util.function.Supplier;

/** What a running job knows of the queue it runs in; used on any thread. */
public interface JobContext {
    /** Says how far the job is, in its own words and with its own speed. */
    void report(Progress progress);

    /**
     * Says how far the job is; speed and time left are worked out from earlier reports of the same unit.
     *
     * @param done of the whole job, at most {@code total}
     */
    void report(String activity, long done, long total, String unit);

    /** Whether the job is to stop, because somebody cancelled it or because the program ends. */
    boolean cancelled();

    /** Whether the program ends; then {@link #cancelled} is true as well, and nobody decided against this job. */
    boolean programEnds();

    /**
     * Called between two steps.
     *
     * @throws java.util.concurrent.CancellationException if the job is to stop
     */
    void throwIfCancelled();

    /**
     * Does something that cannot be asked to stop and is of use to others as well, such as loading images that stay in
     * memory: once the job is to stop it is left to itself, and what it gives is dropped.
     *
     * @throws java.util.concurrent.CancellationException if the job is to stop
     */
    <T> T aside(Supplier<T> work);
}
