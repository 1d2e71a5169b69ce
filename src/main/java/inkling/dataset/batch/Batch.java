package inkling.dataset.batch;

import inkling.dataset.LabelledImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One batch in direct memory, from which a device can read; used over and over. */
public final class Batch {
    /** Classes a label can be of. */
    public static final int CLASSES = 10;

    private final ByteBuffer pixels;
    private final ByteBuffer targets;
    private final byte[] labels;
    private int size;

    Batch(int capacity) {
        pixels = direct(capacity * LabelledImages.PIXELS);
        targets = direct(capacity * CLASSES);
        labels = new byte[capacity];
    }

    private static ByteBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    /**
     * Takes over what the batch now holds.
     *
     * @param values (size, 784), normalised
     */
    void fill(float[] values, byte[] newLabels, int newSize) {
        size = newSize;
        pixels.clear().limit(size * LabelledImages.PIXELS * Float.BYTES);
        pixels.asFloatBuffer().put(values, 0, size * LabelledImages.PIXELS);
        System.arraycopy(newLabels, 0, labels, 0, size);
        float[] oneHot = new float[size * CLASSES];
        for (int i = 0; i < size; i++) {
            oneHot[i * CLASSES + labels[i]] = 1;
        }
        targets.clear().limit(oneHot.length * Float.BYTES);
        targets.asFloatBuffer().put(oneHot);
    }

    /** How many images it holds: N. */
    public int size() {
        return size;
    }

    /** Some of its images, float32 (count, 784); shares the batch's memory. */
    public ByteBuffer pixels(int first, int count) {
        return rows(pixels, LabelledImages.PIXELS, first, count);
    }

    /** Their labels, float32 (count, 10), one-hot; shares the batch's memory. */
    public ByteBuffer targets(int first, int count) {
        return rows(targets, CLASSES, first, count);
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
