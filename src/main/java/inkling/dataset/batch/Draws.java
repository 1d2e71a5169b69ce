package inkling.dataset.batch;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.augmentation.Augmenter;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** All that is random about a run's batches: which images, in which order, and what is changed of them. */
final class Draws implements Batch.Images {
    private final Batches.Order order;
    private final ImageShape shape;
    private final Augmenter augmenter;
    private final int capacity;
    private int epoch;
    private SplittableRandom random;
    private int[] shuffled;
    /** Where the batch after this one begins among the shuffled. */
    private int next;

    // Of the batch drawn last, image after image.
    private final int[] sources;
    private final double[] changes;
    private final byte[] labels;
    private final byte[] changed;
    private final float[] values;

    Draws(Batches.Order order) {
        this.order = order;
        shape = order.images().shape();
        augmenter = new Augmenter(order.augmentation(), shape);
        capacity = Math.min(order.batchSize(), order.indices().length);
        sources = new int[capacity];
        changes = new double[capacity * augmenter.draws()];
        labels = new byte[capacity];
        changed = new byte[Math.multiplyExact(capacity, shape.size())];
        values = new float[changed.length];
        epoch = order.firstEpoch();
        random = generator(epoch);
        shuffled = shuffled(random);
        while (next < Math.min(order.skipped() * order.batchSize(), shuffled.length)) {
            draw();
        }
    }

    /** Images of a batch. */
    int capacity() {
        return capacity;
    }

    boolean hasNext() {
        return next < shuffled.length || epoch < order.lastEpoch();
    }

    /** Draws a batch; its images are made when they are asked for, and before the next one is drawn. */
    void next(Batch batch) {
        if (!hasNext()) {
            throw new IllegalStateException("all batches have been drawn");
        }
        if (next == shuffled.length) {
            epoch++;
            random = generator(epoch);
            shuffled = shuffled(random);
            next = 0;
        }
        batch.fill(labels, draw(), this);
    }

    /** @return how many images */
    private int draw() {
        int size = Math.min(order.batchSize(), shuffled.length - next);
        for (int i = 0; i < size; i++) {
            sources[i] = shuffled[next + i];
            labels[i] = order.images().labels()[sources[i]];
        }
        for (int i = 0; i < size * augmenter.draws(); i++) {
            changes[i] = random.nextDouble();
        }
        next += size;
        return size;
    }

    @Override
    public void write(int first, int count, FloatBuffer into) {
        LabelledImages images = order.images();
        int size = shape.size();
        for (int i = first; i < first + count; i++) {
            DoubleBuffer own = DoubleBuffer.wrap(changes, i * augmenter.draws(), augmenter.draws());
            augmenter.apply(images.pixels(), sources[i] * size, own::get, changed, i * size);
        }
        order.normalisation().apply(shape, changed, first * size, count, values, first * size);
        into.put(first * size, values, first * size, count * size);
    }

    /**
     * The epoch's own generator, by splitting the run's once an epoch: seeds that differ by a constant would give streams
     * that are one another's shifted copies.
     */
    private SplittableRandom generator(int ofEpoch) {
        SplittableRandom run = new SplittableRandom(order.seed());
        for (int earlier = 0; earlier < ofEpoch; earlier++) {
            run.split();
        }
        return run.split();
    }

    /** Fisher and Yates. */
    private int[] shuffled(SplittableRandom generator) {
        int[] all = order.indices().clone();
        for (int i = all.length - 1; i > 0; i--) {
            // Not nextInt(bound), whose way from bits to a range is the JDK's own affair.
            int j = (int) ((generator.nextLong() >>> 32) * (i + 1) >>> 32);
            int swapped = all[i];
            all[i] = all[j];
            all[j] = swapped;
        }
        return all;
    }
}
