package inkling.worker;

import java.time.Clock;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job in the queue: its state, and what the job itself sees of it. */
final class QueuedJob implements JobContext {
    private static final Logger log = LoggerFactory.getLogger(QueuedJob.class);
    private static final long LOOK_MILLIS = 50;

    final long id;
    final String device;
    final Job job;
    /** Where it stands among those that wait; guarded by the worker. */
    long place;

    private final Clock clock;
    private final Consumer<JobStatus> changed;

    private JobStatus.State state = JobStatus.State.WAITING;
    private Progress progress = Progress.of("waiting");
    private boolean cancelled;
    private boolean programEnds;
    private Pace pace;

    QueuedJob(long id, String device, long place, Job job, Clock clock, Consumer<JobStatus> changed) {
        this.id = id;
        this.place = place;
        this.device = device;
        this.job = job;
        this.clock = clock;
        this.changed = changed;
        this.pace = new Pace(clock);
    }

    /** Whether it is of that kind, about that. */
    boolean is(String kind, String subject) {
        return job.kind().equals(kind) && job.subject().equals(subject);
    }

    /** Whether it does what that job does. */
    boolean is(Job other) {
        return is(other.kind(), other.subject());
    }

    synchronized JobStatus status() {
        return new JobStatus(id, job.kind(), job.subject(), device, job.title(), job.url(), state, progress);
    }

    /** It has the device; from now on it can be asked to stop. */
    synchronized void take() {
        state = JobStatus.State.RUNNING;
        progress = Progress.of("starting");
        pace = new Pace(clock);
    }

    /** Does the job on this thread; what it throws reaches nobody but the log. */
    void run() {
        try {
            job.run(this);
        } catch (CancellationException e) {
            log.debug("{} was cancelled", job.title());
        } catch (Throwable e) { // An Error too: the next job may well fit into memory.
            log.error("{} ended with a defect", job.title(), e);
        }
    }

    /** Tells the job that it will never run. */
    void cancelledBeforeStart() {
        try {
            job.cancelledBeforeStart();
        } catch (RuntimeException e) {
            log.error("{} could not be told that it was cancelled", job.title(), e);
        }
    }

    /** Asks the running job to stop at its next step; false if it was asked before. */
    boolean askToStop(boolean programEnds) {
        synchronized (this) {
            this.programEnds |= programEnds;
            if (state != JobStatus.State.RUNNING) {
                return false;
            }
            cancelled = true;
            state = JobStatus.State.CANCELLING;
        }
        changed.accept(status());
        return true;
    }

    void end() {
        synchronized (this) {
            state = JobStatus.State.ENDED;
        }
        changed.accept(status());
    }

    @Override
    public void report(Progress progress) {
        synchronized (this) {
            this.progress = progress;
        }
        changed.accept(status());
    }

    @Override
    public void report(String activity, long done, long total, String unit) {
        synchronized (this) {
            progress = pace.at(activity, done, total, unit);
        }
        changed.accept(status());
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    @Override
    public synchronized boolean programEnds() {
        return programEnds;
    }

    @Override
    public void throwIfCancelled() {
        if (cancelled()) {
            throw new CancellationException(programEnds() ? "the program ends" : "cancelled");
        }
    }

    @Override
    public <T> T aside(Supplier<T> work) {
        throwIfCancelled();
        CompletableFuture<T> result = CompletableFuture.supplyAsync(work, QueuedJob::startBeside);
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throwIfCancelled();
            } catch (ExecutionException e) {
                throw thrown(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    private static void startBeside(Runnable work) {
        Thread thread = new Thread(work, Thread.currentThread().getName() + ", aside");
        thread.setDaemon(true);
        thread.start();
    }

    /** What the work threw; it has no checked exceptions. */
    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
