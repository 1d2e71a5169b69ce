package inkling.dataset.batch;

import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.augmentation.Augmentation;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The training batches of a run in order.
 *
 * <p>Each epoch shuffles and augments from a generator seeded by the run's seed and the epoch's number, so a run that
 * resumes after epoch 3 sees the same epoch 4. Either a thread of their own makes them ahead while the device computes; a
 * handful of batches is then used over and over, and when all of them are full the thread waits. Or each is drawn when it
 * is taken, and whoever asks for some of its images makes them: where there are no more cores than threads that train,
 * one more thread would hold one of those up, and the others with it.
 */
public final class Batches implements AutoCloseable {
    public static final String THREAD_NAME = "inkling-batches";
    /** Batches held at most; fewer if they are large. */
    private static final int AHEAD = 8;

    private static final int NUMBERS_AHEAD = 8_000 * 784;

    private final Order order;
    private final Draws draws;
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(AHEAD + 1);
    private final @Nullable Thread thread;

    /**
     * What batches are wanted.
     *
     * @param images where they come from
     * @param indices of the images to learn from
     * @param targets what the loss holds the network's outputs against
     * @param batchSize images a batch, at least 1; the last of an epoch may be smaller
     * @param firstEpoch the first to make, counted from 1
     * @param skipped how many of that epoch's batches are not made; it goes on as if they had been
     * @param lastEpoch the last to make
     * @param augmentation what is changed of each image
     * @param seed of the run
     */
    public record Order(
            LabelledImages images,
            int[] indices,
            Normalisation normalisation,
            Targets targets,
            int batchSize,
            int firstEpoch,
            int skipped,
            int lastEpoch,
            Augmentation augmentation,
            long seed) {}

    /** What the thread hands over: a batch, or why there will be none. */
    private sealed interface Made {}

    private record Full(Batch batch) implements Made {}

    private record Failed(Throwable cause) implements Made {}

    /** @param ahead whether a thread of their own makes them; it begins at once with the first epoch */
    public Batches(Order order, boolean ahead) {
        this.order = order;
        draws = new Draws(order);
        for (int i = 0;
                i < (ahead ? held(draws.capacity() * order.images().shape().size()) : 1);
                i++) {
            empty.add(new Batch(draws.capacity(), order.images().shape().size(), order.targets()));
        }
        thread = ahead ? start() : null;
    }

    private static int held(int numbers) {
        return Math.max(2, Math.min(AHEAD, NUMBERS_AHEAD / numbers));
    }

    private Thread start() {
        Thread maker = new Thread(this::makeAll, THREAD_NAME);
        maker.setDaemon(true);
        maker.start();
        return maker;
    }

    /** Images an epoch trains on. */
    public int images() {
        return order.indices().length;
    }

    /** Batches an epoch has; the last may be smaller than the others. */
    public int perEpoch() {
        return perEpoch(order.indices().length, order.batchSize());
    }

    /** How many there are of so many images; the last may be smaller. */
    public static int perEpoch(int images, int batchSize) {
        return (images + batchSize - 1) / batchSize;
    }

    private void makeAll() {
        try {
            while (draws.hasNext()) {
                Batch batch = empty.take();
                draws.next(batch);
                batch.make();
                made.put(new Full(batch));
            }
        } catch (InterruptedException e) {
            // closed: nobody waits for a batch any more
        } catch (RuntimeException | Error e) {
            made.add(new Failed(e));
        }
    }

    /**
     * The next batch; waits until it is made.
     *
     * @throws IllegalStateException if there is none, or the one before has not been given back, or could not be made
     */
    public Batch take() {
        if (thread == null) {
            Batch batch = empty.remove();
            draws.next(batch);
            return batch;
        }
        try {
            Made next = made.take();
            if (next instanceof Full full) {
                return full.batch();
            }
            throw new IllegalStateException("a training batch could not be made", ((Failed) next).cause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted");
        }
    }

    /** Gives a batch back to be filled again; nothing on the device may read it any more. */
    public void giveBack(Batch batch) {
        empty.add(batch);
    }

    /** Ends the thread and waits for that. */
    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
