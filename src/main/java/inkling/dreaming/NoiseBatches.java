package inkling.dreaming;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import inkling.network.Cores;
import inkling.network.Devices;
import inkling.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Draws batches of noise images and runs them through the network on a device, a few at a time on all cores. */
final class NoiseBatches implements AutoCloseable {
    private final NoiseImages images;
    private final ImageShape input;
    private final int size;
    private final Network network;
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

    /** @param size images a batch */
    NoiseBatches(NoiseImages images, int size, String device) {
        this.images = images;
        this.size = size;
        input = images.blueprint().input();
        network = new Network(images.blueprint(), images.tensors(), Devices.device(device));
    }

    /**
     * The logits of images {@code first} to {@code first + count - 1}, in order; each entry is one batch's, (size,
     * classes).
     */
    List<float[]> logits(long first, int count) {
        float[][] logits = new float[(count + size - 1) / size][];
        Cores.share(
                logits.length,
                batch -> logits[batch] = batch(first + (long) batch * size, Math.min(size, count - batch * size)));
        return List.of(logits);
    }

    private float[] batch(long first, int count) {
        ByteBuffer buffer = fill(first, count);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Shape shape = new Shape(count, input.channels(), input.height(), input.width());
            NDArray x = network.manager().create(buffer, shape, DataType.FLOAT32);
            return network.forward(x, (layer, made) -> {}).toFloatArray(); // waits for the device
        } finally {
            // On the CPU the array reads this very memory, so it is free only now.
            buffers.add(buffer);
        }
    }

    private ByteBuffer fill(long first, int count) {
        ByteBuffer reused = buffers.poll();
        ByteBuffer buffer = reused != null
                ? reused
                : ByteBuffer.allocateDirect(size * input.size() * Float.BYTES).order(ByteOrder.nativeOrder());
        float[] values = new float[count * input.size()];
        for (int image = 0; image < count; image++) {
            images.fill(first + image, values, image * input.size());
        }
        buffer.clear().limit(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    @Override
    public void close() {
        network.close();
    }
}
