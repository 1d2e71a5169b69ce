package inkling.worker;

import inkling.errors.Explained;
import inkling.files.FullDisk;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a job ended: the one place where what it threw becomes a status and a sentence.
 *
 * @param failure why it failed
 * @param results writes its last results
 */
record Outcome(JobStatus status, Optional<String> failure, Consumer<Handle> results) {
    private static final Logger log = LoggerFactory.getLogger(Outcome.class);

    Outcome(JobStatus status) {
        this(status, Optional.empty(), Job.DONE);
    }

    /** Does a job on this thread. */
    static Outcome of(QueuedJob queued, JobKind kind, JobRecord started) {
        try {
            return new Outcome(JobStatus.FINISHED, Optional.empty(), queued.job.run(queued));
        } catch (CancellationException e) {
            JobStatus stopped = queued.programEnds() ? JobStatus.INTERRUPTED : JobStatus.CANCELLED;
            return new Outcome(stopped);
        } catch (Throwable e) { // An Error too: the next job may well fit into memory.
            return failed(queued.job, kind, started, e);
        }
    }

    static Outcome failed(Job job, JobKind kind, JobRecord started, Throwable e) {
        return new Outcome(JobStatus.FAILED, Optional.of(sentence(job, kind, started, e)), Job.DONE);
    }

    private static String sentence(Job job, JobKind kind, JobRecord started, Throwable e) {
        if (FullDisk.caused(e)) {
            return "The disk is full. " + kind.afterFullDisk(started);
        }
        if (e instanceof Explained || e instanceof UncheckedIOException) {
            return String.valueOf(e.getMessage());
        }
        log.error("{} ended with a defect", job.title(), e);
        return "An unexpected error ended " + kind.noun() + ": " + e;
    }
}
