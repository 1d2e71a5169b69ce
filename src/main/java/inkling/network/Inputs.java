package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Memory for what a network takes in, used over and over; on any thread. */
public final class Inputs {
    /** Numbers that are written at once: few enough to be in a core's cache when they are copied to where they are read. */
    private static final int SOME = 40_000;

    private final ImageShape shape;
    private final int most;
    private final Queue<Input> free = new ConcurrentLinkedQueue<>();

    /** Where images come from. */
    @FunctionalInterface
    public interface Images {
        /**
         * Writes some of them to the beginning of the target.
         *
         * @param from the first of them
         * @param target float32 (at least count, C, H, W), normalised
         */
        void write(int from, int count, float[] target);
    }

    /**
     * @param shape of an image
     * @param most images at once
     */
    public Inputs(ImageShape shape, int most) {
        this.shape = shape;
        this.most = most;
    }

    /** Memory that nobody uses, until it is closed. */
    public Input take() {
        Input input = free.poll();
        return input != null ? input : new Input();
    }

    /** Of one pass through the network; on the CPU the array reads this very memory until it is closed. */
    public final class Input implements AutoCloseable {
        private final int atOnce = Math.max(1, Math.min(most, SOME / shape.size()));
        private final float[] some = new float[atOnce * shape.size()];
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(
                        Math.multiplyExact(most * shape.size(), Float.BYTES))
                .order(ByteOrder.nativeOrder());

        /** The images as float32 (count, C, H, W); belongs to the caller, who calls it inside an {@link ai.djl.ndarray.NDScope}. */
        public NDArray array(NDManager device, int count, Images images) {
            buffer.clear().limit(count * shape.size() * Float.BYTES);
            FloatBuffer values = buffer.asFloatBuffer();
            for (int from = 0; from < count; from += atOnce) {
                int now = Math.min(atOnce, count - from);
                images.write(from, now, some);
                values.put(some, 0, now * shape.size());
            }
            return device.create(
                    buffer, new Shape(count, shape.channels(), shape.height(), shape.width()), DataType.FLOAT32);
        }

        @Override
        public void close() {
            free.add(this);
        }
    }
}
