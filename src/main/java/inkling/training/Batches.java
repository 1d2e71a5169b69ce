package inkling.training;

import inkling.dataset.Augmentation;
import inkling.dataset.LabelledImages;
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
final class Batches implements AutoCloseable {
    static final String THREAD_NAME = "inkling-batches";
    private static final int AHEAD = 8;

    private final Hyperparameters settings;
    private final LabelledImages images;
    private final int[] indices;
    private final float[] normalised;
    private final Augmentation augmentation = new Augmentation();
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(AHEAD + 1);
    private final byte[] pixels;
    private final float[] values;
    private final byte[] labels;
    private final Thread thread;

    /** What the thread hands over: a batch, or why there will be none. */
    private sealed interface Made {}

    private record Full(Batch batch) implements Made {}

    private record Failed(Throwable cause) implements Made {}

    /** Begins at once with the first epoch to train, counted from 1. */
    Batches(TrainingPlan plan, int firstEpoch) {
        settings = plan.hyperparameters();
        images = plan.dataset().train();
        indices = plan.split().train();
        normalised = plan.normalisation().table();
        pixels = new byte[settings.batchSize() * LabelledImages.PIXELS];
        values = new float[settings.batchSize() * LabelledImages.PIXELS];
        labels = new byte[settings.batchSize()];
        for (int i = 0; i < AHEAD; i++) {
            empty.add(new Batch(settings.batchSize()));
        }
        thread = new Thread(() -> makeAll(firstEpoch), THREAD_NAME);
        thread.setDaemon(true);
        thread.start();
    }

    /** Images an epoch trains on. */
    int images() {
        return indices.length;
    }

    /** Batches an epoch has; the last may be smaller than the others. */
    int perEpoch() {
        return (indices.length + settings.batchSize() - 1) / settings.batchSize();
    }

    private void makeAll(int firstEpoch) {
        try {
            for (int epoch = firstEpoch; epoch <= settings.epochs(); epoch++) {
                makeEpoch(epoch);
            }
        } catch (InterruptedException e) {
            // closed: nobody waits for a batch any more
        } catch (RuntimeException | Error e) {
            made.add(new Failed(e));
        }
    }

    private void makeEpoch(int epoch) throws InterruptedException {
        SplittableRandom random = generator(epoch);
        int[] order = shuffled(random);
        for (int from = 0; from < order.length; from += settings.batchSize()) {
            Batch batch = empty.take();
            int size = Math.min(settings.batchSize(), order.length - from);
            fill(batch, order, from, size, random);
            made.put(new Full(batch));
        }
    }

    /**
     * The epoch's own generator, by splitting the run's once an epoch: seeds that differ by a constant would give streams
     * that are one another's shifted copies.
     */
    private SplittableRandom generator(int epoch) {
        SplittableRandom run = new SplittableRandom(settings.seed());
        for (int earlier = 0; earlier < epoch; earlier++) {
            run.split();
        }
        return run.split();
    }

    /** Fisher and Yates. */
    private int[] shuffled(SplittableRandom random) {
        int[] order = indices.clone();
        for (int i = order.length - 1; i > 0; i--) {
            // Not nextInt(bound), whose way from bits to a range is the JDK's own affair.
            int j = (int) ((random.nextLong() >>> 32) * (i + 1) >>> 32);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private void fill(Batch batch, int[] order, int from, int size, SplittableRandom random) {
        for (int i = 0; i < size; i++) {
            int image = order[from + i];
            int source = image * LabelledImages.PIXELS;
            int target = i * LabelledImages.PIXELS;
            labels[i] = images.labels()[image];
            if (settings.augment()) {
                augmentation.apply(images.pixels(), source, random, pixels, target);
            } else {
                System.arraycopy(images.pixels(), source, pixels, target, LabelledImages.PIXELS);
            }
        }
        for (int i = 0; i < size * LabelledImages.PIXELS; i++) {
            values[i] = normalised[pixels[i] & 0xff];
        }
        batch.fill(values, labels, size);
    }

    /** The next batch; waits until it is made. */
    Batch take() {
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
    void giveBack(Batch batch) {
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
