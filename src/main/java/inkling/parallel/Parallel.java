package inkling.parallel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the parts of a computation on all cores: in the common pool, or in the {@link ForkJoinPool} that the caller is a
 * thread of. A core takes the next part as soon as it is done with one, so that none waits for more than a part.
 *
 * <p>The parts are the caller's choice and never depend on the number of threads, so results that are kept by part and
 * joined in the order of the parts have the same bits on any machine.
 */
public final class Parallel {
    private Parallel() {}

    /**
     * Calls {@code work} once for each part from 0 to {@code parts - 1}, in no particular order, and waits for all. The
     * first that it throws is thrown on, when no part is under way any more; those not begun by then are left out.
     */
    public static void forEach(int parts, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        IntStream.range(0, Math.min(parts, threads())).parallel().forEach(thread -> {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                try {
                    work.accept(part);
                } catch (RuntimeException | Error e) {
                    thrown.compareAndSet(null, e);
                    next.set(parts);
                }
            }
        });
        if (thrown.get() instanceof Error error) {
            throw error;
        }
        if (thrown.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** How many parts of {@code size} hold {@code n} points. */
    public static int parts(int n, int size) {
        return (n + size - 1) / size;
    }

    /** How many of them run at once. */
    public static int threads() {
        ForkJoinPool own = ForkJoinTask.getPool();
        // A thread outside the pool works too while it waits.
        return own != null ? own.getParallelism() : ForkJoinPool.getCommonPoolParallelism() + 1;
    }
}
