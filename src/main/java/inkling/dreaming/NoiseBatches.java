package inkling.dreaming;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import inkling.network.Cores;
import inkling.network.Devices;
import inkling.network.Inputs;
import inkling.network.Network;
import java.util.List;

/** Draws batches of noise images and runs them through the network on a device, a few at a time on all cores. */
final class NoiseBatches implements AutoCloseable {
    private final NoiseImages images;
    private final int size;
    private final Network network;
    private final Inputs inputs;

    /** @param size images a batch */
    NoiseBatches(NoiseImages images, int size, String device) {
        this.images = images;
        this.size = size;
        inputs = new Inputs(images.blueprint().input(), size);
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
        int numbers = images.blueprint().input().size();
        try (Inputs.Input input = inputs.take();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = input.array(network.manager(), count, (at, some, target) -> {
                for (int image = 0; image < some; image++) {
                    images.fill(first + at + image, target, image * numbers);
                }
            });
            return network.forward(x, (layer, made) -> {}).toFloatArray(); // waits for the device
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
