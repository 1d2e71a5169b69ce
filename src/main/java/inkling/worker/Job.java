package inkling.worker;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Something long that is done on a device, on a slot of its own; its life is kept by the queue. */
public interface Job {
    /** Of a job whose results are all stored already. */
    Consumer<Handle> DONE = handle -> {};

    /** What a person calls it: {@code Run 12: MNIST}. */
    String title();

    /** The page where it can be watched: {@code /runs/12}. */
    String url();

    /**
     * Does the work, on the device's thread. What it throws ends it as failed, with a sentence for whoever asked for it.
     *
     * @return writes its last results, in the transaction that says that it is finished
     * @throws java.util.concurrent.CancellationException if {@link JobContext#throwIfCancelled} told it to stop
     */
    Consumer<Handle> run(JobContext context) throws Exception;
}
