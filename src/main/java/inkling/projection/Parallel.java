package inkling.projection;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Runs the parts of a computation on all cores: in the common pool, or in the {@link ForkJoinPool} that the caller is a
 * thread of.
 *
 * <p>The parts are the caller's choice and never depend on the number of threads, so results that are kept by part and
 * joined in the order of the parts have the same bits on any machine.
 */
final class Parallel {
    private Parallel() {}

    /** Calls {@code work} once for each part from 0 to {@code parts - 1}, in no particular order, and waits for all. */
    static void forEach(int parts, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(parts, threads())).parallel().forEach(thread -> {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                work.accept(part);
            }
        });
    }

    /** How many parts of {@code size} hold {@code n} points. */
    static int parts(int n, int size) {
        return (n + size - 1) / size;
    }

    /** How many of them run at once. */
    static int threads() {
        ForkJoinPool own = ForkJoinTask.getPool();
        // A thread outside the pool works too while it waits.
        return own != null ? own.getParallelism() : ForkJoinPool.getCommonPoolParallelism() + 1;
    }
}
