package inkling.dataset.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
     * @param values (size, C, H, W), normalised
     */
    void fill(float[] values, byte[] newLabels, int newSize) {
        size = newSize;
        pixels.clear().limit(size * inputs * Float.BYTES);
        pixels.asFloatBuffer().put(values, 0, size * inputs);
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

    /** How many images it holds: N. */
    public int size() {
        return size;
    }

    /** Some of its images, float32 (count, C, H, W); shares the batch's memory. */
    public ByteBuffer pixels(int first, int count) {
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
