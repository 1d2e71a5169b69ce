package inkling.dreaming;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import inkling.network.Cores;
import inkling.network.Devices;
import inkling.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Draws batches of noise images and runs them through the network on a device, a few at a time on all cores. */
final class NoiseBatches implements AutoCloseable {
    private final NoiseSpace space;
    private final int size;
    private final NDManager manager;
    private final NDArray[] weights = new NDArray[3];
    private final NDArray[] biases = new NDArray[3];
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

    /**
     * @param parameters the network's six tensors
     * @param mean of every pixel's noise, in the network's normalised input
     * @param deviation likewise
     * @param size images a batch
     */
    NoiseBatches(List<Tensor> parameters, NoiseSpace space, double mean, double deviation, int size, String device) {
        this.space = space;
        this.size = size;
        manager = NDManager.newBaseManager(Devices.device(device));
        Tensor first = parameters.get(0);
        int units = first.shape()[0];
        float[] shifted = shifted(first, parameters.get(1), mean);
        weights[0] = manager.create(space.weights(deviation), new Shape(units, space.dimensions()));
        biases[0] = manager.create(shifted);
        for (int layer = 1; layer < weights.length; layer++) {
            Tensor weight = parameters.get(2 * layer);
            weights[layer] = manager.create(weight.values(), new Shape(weight.shape()[0], weight.shape()[1]));
            biases[layer] = manager.create(parameters.get(2 * layer + 1).values());
        }
    }

    /** {@code W (x + mean) + b = W x + (b + W mean)}. */
    private static float[] shifted(Tensor weight, Tensor bias, double mean) {
        float[] shifted = new float[bias.values().length];
        int inputs = weight.shape()[1];
        for (int unit = 0; unit < shifted.length; unit++) {
            double sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += weight.values()[unit * inputs + i];
            }
            shifted[unit] = (float) (bias.values()[unit] + mean * sum);
        }
        return shifted;
    }

    /**
     * The logits of images {@code first} to {@code first + count - 1}, in order; each entry is one batch's, (size, 10).
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
            NDArray z = manager.create(buffer, new Shape(count, space.dimensions()), DataType.FLOAT32);
            NDArray h1 = Activation.relu(linear(z, 0)); // (N, 250)
            NDArray h2 = Activation.relu(linear(h1, 1)); // (N, 100)
            return linear(h2, 2).toFloatArray(); // waits for the device
        } finally {
            // On the CPU the array reads this very memory, so it is free only now.
            buffers.add(buffer);
        }
    }

    private NDArray linear(NDArray x, int layer) {
        return Linear.linear(x, weights[layer], biases[layer]).singletonOrThrow();
    }

    private ByteBuffer fill(long first, int count) {
        int dimensions = space.dimensions();
        ByteBuffer reused = buffers.poll();
        ByteBuffer buffer = reused != null
                ? reused
                : ByteBuffer.allocateDirect(size * dimensions * Float.BYTES).order(ByteOrder.nativeOrder());
        float[] values = new float[count * dimensions];
        for (int image = 0; image < count; image++) {
            space.fill(first + image, values, image * dimensions);
        }
        buffer.clear().limit(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    @Override
    public void close() {
        manager.close();
    }
}
