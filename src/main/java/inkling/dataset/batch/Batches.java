package inkling.dataset.batch;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.augmentation.Augmentation;
import inkling.dataset.augmentation.Augmenter;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * The training batches of a run in order, made ahead by a thread of its own while the device computes.
 *
 * <p>Each epoch shuffles and augments from a generator seeded by the run's seed and the epoch's number, so a run that
 * resumes after epoch 3 sees the same epoch 4. A handful of batches is used over and over; when all of them are full
 * the thread waits.
 */
public final class Batches implements AutoCloseable {
    public static final String THREAD_NAME = "inkling-batches";
    /** Batches held at most; fewer if they are large. */
    private static final int AHEAD = 8;

    private static final int NUMBERS_AHEAD = 8_000 * 784;

    private final Order order;
    private final ImageShape shape;
    private final Augmenter augmenter;
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(AHEAD + 1);
    private final byte[] pixels;
    private final float[] values;
    private final byte[] labels;
    private final Thread thread;

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

    /** Begins at once with the first epoch. */
    public Batches(Order order) {
        this.order = order;
        shape = order.images().shape();
        augmenter = new Augmenter(order.augmentation(), shape);
        int capacity = Math.min(order.batchSize(), order.indices().length);
        pixels = new byte[Math.multiplyExact(capacity, shape.size())];
        values = new float[pixels.length];
        labels = new byte[capacity];
        int ahead = Math.max(2, Math.min(AHEAD, NUMBERS_AHEAD / pixels.length));
        for (int i = 0; i < ahead; i++) {
            empty.add(new Batch(capacity, shape.size(), order.targets()));
        }
        thread = new Thread(this::makeAll, THREAD_NAME);
        thread.setDaemon(true);
        thread.start();
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
            for (int epoch = order.firstEpoch(); epoch <= order.lastEpoch(); epoch++) {
                makeEpoch(epoch, epoch == order.firstEpoch() ? order.skipped() : 0);
            }
        } catch (InterruptedException e) {
            // closed: nobody waits for a batch any more
        } catch (RuntimeException | Error e) {
            made.add(new Failed(e));
        }
    }

    private void makeEpoch(int epoch, int skipped) throws InterruptedException {
        SplittableRandom random = generator(epoch);
        int[] shuffled = shuffled(random);
        int first = Math.min(skipped * order.batchSize(), shuffled.length);
        for (int image = 0; image < first; image++) {
            augmenter.skip(random);
        }
        for (int from = first; from < shuffled.length; from += order.batchSize()) {
            Batch batch = empty.take();
            int size = Math.min(order.batchSize(), shuffled.length - from);
            fill(batch, shuffled, from, size, random);
            made.put(new Full(batch));
        }
    }

    /**
     * The epoch's own generator, by splitting the run's once an epoch: seeds that differ by a constant would give streams
     * that are one another's shifted copies.
     */
    private SplittableRandom generator(int epoch) {
        SplittableRandom run = new SplittableRandom(order.seed());
        for (int earlier = 0; earlier < epoch; earlier++) {
            run.split();
        }
        return run.split();
    }

    /** Fisher and Yates. */
    private int[] shuffled(SplittableRandom random) {
        int[] shuffled = order.indices().clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            // Not nextInt(bound), whose way from bits to a range is the JDK's own affair.
            int j = (int) ((random.nextLong() >>> 32) * (i + 1) >>> 32);
            int swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        return shuffled;
    }

    private void fill(Batch batch, int[] shuffled, int from, int size, SplittableRandom random) {
        for (int i = 0; i < size; i++) {
            int image = shuffled[from + i];
            int source = image * shape.size();
            int target = i * shape.size();
            labels[i] = order.images().labels()[image];
            augmenter.apply(order.images().pixels(), source, random, pixels, target);
        }
        order.normalisation().apply(shape, pixels, 0, size, values, 0);
        batch.fill(values, labels, size);
    }

    /** The next batch; waits until it is made. */
    public Batch take() {
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
