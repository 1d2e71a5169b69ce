package inkling.worker;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A job in the queue: its state, and what the job itself sees of it. */
final class QueuedJob implements JobContext {
    private static final long LOOK_MILLIS = 50;

    final long id;
    final String owner;
    final Optional<String> askedBy;
    final String kind;
    final String device;
    final Job job;
    /** Where it stands among those that wait; guarded by the worker. */
    long place;

    private final Clock clock;
    private final Consumer<LiveJob> changed;

    private LiveJob.State state = LiveJob.State.WAITING;
    private Progress progress = Progress.of("waiting");
    private boolean cancelled;
    private boolean programEnds;
    private Pace pace;

    QueuedJob(JobRecord queued, String device, Job job, Clock clock, Consumer<LiveJob> changed) {
        this.id = queued.id();
        this.owner = queued.owner();
        this.askedBy = queued.askedBy();
        this.kind = queued.kind();
        this.place = queued.place();
        this.device = device;
        this.job = job;
        this.clock = clock;
        this.changed = changed;
        this.pace = new Pace(clock);
    }

    synchronized LiveJob status() {
        return new LiveJob(id, kind, askedBy, device, job.title(), job.url(), state, progress);
    }

    /** It has the device; from now on it can be asked to stop. */
    synchronized void take() {
        state = LiveJob.State.RUNNING;
        progress = Progress.of("starting");
        pace = new Pace(clock);
    }

    /** Asks the running job to stop at its next step; false if it was asked before. */
    boolean askToStop(boolean programEnds) {
        synchronized (this) {
            this.programEnds |= programEnds;
            if (state != LiveJob.State.RUNNING) {
                return false;
            }
            cancelled = true;
            state = LiveJob.State.CANCELLING;
        }
        changed.accept(status());
        return true;
    }

    void end() {
        synchronized (this) {
            state = LiveJob.State.ENDED;
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
