package inkling.worker;

import java.time.Clock;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** A job in the queue: its state, and what the job itself sees of it. */
final class Ticket implements JobContext {
    final long id;
    final String device;
    final Job job;
    private final Clock clock;
    private final Consumer<JobStatus> changed;

    private JobStatus.State state = JobStatus.State.WAITING;
    private Progress progress = Progress.of("waiting");
    private boolean cancelled;
    private boolean programEnds;
    private Pace pace;

    Ticket(long id, String device, Job job, Clock clock, Consumer<JobStatus> changed) {
        this.id = id;
        this.device = device;
        this.job = job;
        this.clock = clock;
        this.changed = changed;
        this.pace = new Pace(clock);
    }

    synchronized JobStatus status() {
        return new JobStatus(id, device, job.title(), job.url(), state, progress);
    }

    /** It has the device; from now on it can be asked to stop. */
    synchronized void take() {
        state = JobStatus.State.RUNNING;
        progress = Progress.of("starting");
        pace = new Pace(clock);
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
}
