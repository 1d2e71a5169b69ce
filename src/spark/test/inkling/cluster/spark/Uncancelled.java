package inkling.cluster.spark;

import inkling.worker.JobContext;
import inkling.worker.Progress;
import java.util.function.Supplier;

/** A job that nobody cancels. */
final class Uncancelled implements JobContext {
    @Override
    public void report(Progress progress) {}

    @Override
    public void report(String activity, long done, long total, String unit) {}

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public boolean programEnds() {
        return false;
    }

    @Override
    public void throwIfCancelled() {}

    @Override
    public <T> T aside(Supplier<T> work) {
        return work.get();
    }
}
