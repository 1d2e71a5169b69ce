package inkling.worker;

/** Something long that is done on a device, one at a time. */
public interface Job {
    /** Which {@link JobSource} knows how to make it again: {@code training}. */
    String kind();

    /** What it is about, in words of its kind from which it can be made again, at most 200 characters: {@code 12}. */
    String subject();

    /** The address of the thing that it works on, and without which it makes no sense: {@code /runs/12}. */
    String owner();

    /** What a person calls it: {@code Run 12 - MNIST}. */
    String title();

    /** The page where it can be watched: {@code /runs/12}. */
    String url();

    /**
     * Does the work, on the device's thread.
     *
     * <p>How it ended, well or badly, is the job's own to record before it returns; what it throws reaches nobody but the
     * log.
     *
     * @throws java.util.concurrent.CancellationException if {@link JobContext#throwIfCancelled} told it to stop
     */
    void run(JobContext context) throws Exception;

    /**
     * It was cancelled while it waited, and {@link #run} will never be called; on the thread of whoever cancelled it.
     *
     * <p>Not called for what still waits when the program ends: nobody cancelled that, and it waits on.
     */
    default void cancelledBeforeStart() {}
}
