package inkling.dataset.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** One batch in direct memory, from which a device can read; used over and over. */
public final class Batch {
    private final int inputs;
    private final Targets target;
    private final int outputs;
    private final ByteBuffer pixels;
    private final ByteBuffer targets;
    private final ByteBuffer shares;
    private final byte[] labels;
    private int size;
    /** What makes the images, until all are made. */
    private @Nullable Images images;

    /** Makes some images of a batch, on any thread. */
    interface Images {
        /**
         * @param first of them in the batch
         * @param into (N, C, H, W) of the whole batch; gets the images, normalised, in their places
         */
        void write(int first, int count, FloatBuffer into);
    }

    /**
     * @param capacity images it can hold
     * @param inputs numbers of an image
     * @param target has an output of the network for each of its classes
     */
    Batch(int capacity, int inputs, Targets target) {
        this.inputs = inputs;
        this.target = target;
        outputs = target.weights().length;
        pixels = direct(Math.multiplyExact(capacity, inputs));
        targets = direct(capacity * outputs);
        shares = direct(capacity);
        labels = new byte[capacity];
    }

    private static ByteBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder());
    }

    /**
     * Takes over what the batch now holds.
     *
     * @param ofImages makes the images when they are asked for
     */
    void fill(byte[] newLabels, int newSize, Images ofImages) {
        size = newSize;
        images = ofImages;
        System.arraycopy(newLabels, 0, labels, 0, size);
        float[] wanted = new float[size * outputs];
        float[] counted = new float[size];
        double all = 0;
        for (int i = 0; i < size; i++) {
            all += target.weight(labels[i]);
        }
        for (int i = 0; i < size; i++) {
            target.write(labels[i], wanted, i * outputs);
            counted[i] = (float) (target.sum(labels[i]) / all);
        }
        targets.clear().limit(wanted.length * Float.BYTES);
        targets.asFloatBuffer().put(wanted);
        shares.clear().limit(size * Float.BYTES);
        shares.asFloatBuffer().put(counted);
    }

    /** Makes all images at once. */
    void make() {
        make(0, size);
        images = null;
    }

    private void make(int first, int count) {
        if (images != null) {
            images.write(first, count, pixels.asFloatBuffer());
        }
    }

    /** How many images it holds: N. */
    public int size() {
        return size;
    }

    /**
     * Some of its images, float32 (count, C, H, W), normalised; shares the batch's memory. Makes them on this thread if
     * nobody has.
     */
    public ByteBuffer pixels(int first, int count) {
        make(first, count);
        return rows(pixels, inputs, first, count);
    }

    /** The probabilities wanted of them, float32 (count, outputs), each row summing to 1; shares the batch's memory. */
    public ByteBuffer targets(int first, int count) {
        return rows(targets, outputs, first, count);
    }

    /** Their shares of the batch's gradient, float32 (count, 1), of 1/N each where all count alike; shares the batch's memory. */
    public ByteBuffer shares(int first, int count) {
        return rows(shares, 1, first, count);
    }

    private static ByteBuffer rows(ByteBuffer values, int width, int first, int count) {
        int row = width * Float.BYTES;
        return values.slice(first * row, count * row).order(ByteOrder.nativeOrder());
    }

    /** The first {@link #size()} count. */
    public byte[] labels() {
        return labels;
    }
}
