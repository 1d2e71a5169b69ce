package inkling.runs.job;

import inkling.worker.JobContext;
import inkling.worker.Progress;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** A queue that lets a job ask so many times whether it is to stop, and then says yes. For one thread. */
final class StopAt implements JobContext {
    private final int questions;
    private final boolean programEnds;
    private int asked;

    StopAt(int questions, boolean programEnds) {
        this.questions = questions;
        this.programEnds = programEnds;
    }

    @Override
    public void report(Progress progress) {}

    @Override
    public void report(String activity, long done, long total, String unit) {}

    @Override
    public boolean cancelled() {
        return ++asked >= questions;
    }

    @Override
    public boolean programEnds() {
        return programEnds;
    }

    @Override
    public void throwIfCancelled() {
        if (cancelled()) {
            throw new CancellationException("asked to stop by a test");
        }
    }

    @Override
    public <T> T aside(Supplier<T> work) {
        return work.get();
    }
}
