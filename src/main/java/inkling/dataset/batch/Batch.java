package inkling.dataset.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One batch in direct memory, from which a device can read; used over and over. */
public final class Batch {
    private final int inputs;
    private final int outputs;
    private final ByteBuffer pixels;
    private final ByteBuffer targets;
    private final byte[] labels;
    private int size;

    /**
     * @param capacity images it can hold
     * @param inputs numbers of an image
     * @param outputs of the network: one a class
     */
    Batch(int capacity, int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        pixels = direct(Math.multiplyExact(capacity, inputs));
        targets = direct(capacity * outputs);
        labels = new byte[capacity];
    }

    private static ByteBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder());
    }

    /**
     * Takes over what the batch now holds.
     *
     * @param values (size, C, H, W), normalised
     */
    void fill(float[] values, byte[] newLabels, int newSize) {
        size = newSize;
        pixels.clear().limit(size * inputs * Float.BYTES);
        pixels.asFloatBuffer().put(values, 0, size * inputs);
        System.arraycopy(newLabels, 0, labels, 0, size);
        float[] oneHot = new float[size * outputs];
        for (int i = 0; i < size; i++) {
            oneHot[i * outputs + labels[i]] = 1;
        }
        targets.clear().limit(oneHot.length * Float.BYTES);
        targets.asFloatBuffer().put(oneHot);
    }

    /** How many images it holds: N. */
    public int size() {
        return size;
    }

    /** Some of its images, float32 (count, C, H, W); shares the batch's memory. */
    public ByteBuffer pixels(int first, int count) {
        return rows(pixels, inputs, first, count);
    }

    /** Their labels, float32 (count, outputs), one-hot; shares the batch's memory. */
    public ByteBuffer targets(int first, int count) {
        return rows(targets, outputs, first, count);
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
