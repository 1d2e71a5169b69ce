package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import inkling.dataset.batch.Batch;
import inkling.network.StepTimes.Phase;
import inkling.network.modules.Dropout;
import inkling.network.modules.Gradient;
import inkling.network.modules.Meeting;
import inkling.network.modules.Module.Trained;
import inkling.network.modules.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Works out a network's gradient on one batch after the other, in training mode, and has the network changed by it.
 *
 * <p>A batch is cut into parts that as many threads share. PyTorch's own threads would do the same, but wait for each
 * other by spinning, which on a busy machine stalls a step for seconds. The number of parts is fixed, so that the results
 * are the same on any number of cores.
 */
public final class Backpropagation implements AutoCloseable {
    private final Network network;
    private final int parts;
    private final long dropoutSeed;
    private final Gradient gradient;
    private final StepTimes.Clock clock;
    private final ExecutorService threads;
    private int steps;

    /** Changes the network by a gradient; called once by each part, on its thread, when all have put their shares. */
    public interface Update {
        void apply(Part part, Gradient gradient);
    }

    /**
     * @param parts into how many a batch is cut, if it has as many images
     * @param dropoutSeed of what dropout leaves out; the same in each go of a run
     */
    public Backpropagation(Network network, int parts, long dropoutSeed) {
        this.network = network;
        this.parts = parts;
        this.dropoutSeed = dropoutSeed;
        gradient = network.gradient(parts);
        clock = new StepTimes.Clock(parts);
        // One thread more than there are parts besides the caller's where there are none: it is never started.
        int others = Math.max(1, parts - 1);
        threads = new ThreadPoolExecutor(others, others, 0, TimeUnit.SECONDS, new Steps(), work -> {
            Thread thread = new Thread(work, "inkling-part");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whoever takes from it stays awake for a moment: the next step mostly comes at once. */
    private static final class Steps extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public Runnable take() throws InterruptedException {
            long end = System.nanoTime() + Meeting.AWAKE_NANOS;
            Runnable work = poll();
            while (work == null && System.nanoTime() < end) {
                Thread.onSpinWait();
                work = poll();
            }
            return work != null ? work : super.take();
        }
    }

    /**
     * Makes one step.
     *
     * @param step counted from 1, from which the step's random numbers follow
     * @return the logits from before the update, float32 (n, classes) of each part; they belong to the caller
     */
    public List<NDArray> step(Batch batch, long step, Update update) {
        int count = Math.min(parts, batch.size());
        Meeting meeting = new Meeting(count);
        NDArray[] logits = new NDArray[count];
        Throwable[] failures = new Throwable[count];
        long key = Dropout.key(dropoutSeed, step);
        Work work = i -> {
            try {
                int first = batch.size() * i / count;
                int size = batch.size() * (i + 1) / count - first;
                logits[i] = step(batch, first, size, new Part(meeting, i, first, key, gradient), update);
            } catch (RuntimeException | Error e) {
                failures[i] = e;
                meeting.cancel();
            } finally {
                meeting.leave();
            }
        };
        for (int i = 1; i < count; i++) {
            int part = i;
            threads.execute(() -> work.on(part));
        }
        work.on(0);
        // Nothing reads the batch any more after this, whatever has happened.
        meeting.awaitEnd();
        gradient.clear();
        throwFirst(failures);
        steps++;
        return Arrays.asList(logits);
    }

    private interface Work {
        void on(int part);
    }

    /** Whoever waited for the one that failed was cancelled, which explains nothing. */
    private static void throwFirst(Throwable[] failures) {
        Arrays.stream(failures)
                .filter(Objects::nonNull)
                .reduce((first, other) -> first instanceof CancellationException ? other : first)
                .ifPresent(failure -> {
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) failure;
                });
    }

    private NDArray step(Batch batch, int first, int count, Part part, Update update) {
        Cores.configureThread();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            clock.start(part.index());
            ImageShape input = network.blueprint().input();
            NDManager device = network.manager();
            NDArray x = device.create(
                    batch.pixels(first, count),
                    new Shape(count, input.channels(), input.height(), input.width()),
                    DataType.FLOAT32);
            NDArray targets = device.create(
                    batch.targets(first, count),
                    new Shape(count, network.blueprint().classes()),
                    DataType.FLOAT32);
            NDArray shares = device.create(batch.shares(first, count), new Shape(count, 1), DataType.FLOAT32);
            clock.lap(part.index(), Phase.IMAGES);
            Trained trained = network.train(x, part);
            clock.lap(part.index(), Phase.FORWARD);
            Network.backward(trained, targets, shares);
            clock.lap(part.index(), Phase.BACKWARD);
            part.meet();
            clock.lap(part.index(), Phase.WAITING);
            update.apply(part, gradient);
            clock.lap(part.index(), Phase.UPDATE);
            NDScope.unregister(trained.output());
            return trained.output();
        }
    }

    /**
     * Where the time of the steps since the last call went.
     *
     * @param whole seconds that they took
     * @param batches those of them in which a batch was not there yet
     * @param reading those of them in which their logits were read
     */
    public StepTimes takeTimes(double whole, double batches, double reading) {
        StepTimes times = clock.take(steps, whole, batches, reading);
        steps = 0;
        return times;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
