package inkling.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.modules.HostGradient;
import inkling.network.modules.Meeting;
import inkling.network.modules.Part;
import java.util.List;

/**
 * The gradient of the mean cross-entropy of some pictures with respect to every parameter, in training mode: batch
 * normalisation goes by the pictures themselves, dropout leaves out by a fixed seed.
 */
public final class LossGradient {
    /** Numbers that the layers make of the pictures of one pass: some 300 MB with their gradients. */
    private static final int NUMBERS = 20_000_000;

    private LossGradient() {}

    /**
     * On the CPU, a part of the pictures after the other where not all fit into memory at once.
     *
     * @param tensors the network's parameters, then buffers
     * @param count how many of the images, from the first on
     * @return tensors of the parameters' names and shapes
     */
    public static List<Tensor> of(
            Blueprint blueprint, List<Tensor> tensors, LabelledImages images, int count, Normalisation normalisation) {
        int most = (int) Math.max(1, Math.min(count, NUMBERS / blueprint.activations()));
        return of(blueprint, tensors, images, count, normalisation, most);
    }

    /** @param most pictures at once */
    static List<Tensor> of(
            Blueprint blueprint,
            List<Tensor> tensors,
            LabelledImages images,
            int count,
            Normalisation normalisation,
            int most) {
        double[] sums = new double[blueprint.parameterCount()];
        try (Network network = new Network(blueprint, tensors, Device.cpu())) {
            for (int first = 0; first < count; first += most) {
                float[] share = share(network, images, first, Math.min(most, count - first), count, normalisation);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += share[i];
                }
            }
        }
        float[] flat = new float[sums.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) sums[i];
        }
        return Network.split(blueprint, flat, "");
    }

    private static float[] share(
            Network network, LabelledImages images, int first, int size, int count, Normalisation normalisation) {
        ImageShape shape = images.shape();
        int classes = network.blueprint().classes();
        float[] x = new float[size * shape.size()];
        normalisation.apply(shape, images.pixels(), first * shape.size(), size, x, 0);
        float[] wanted = new float[size * classes];
        for (int image = 0; image < size; image++) {
            wanted[image * classes + images.label(first + image)] = 1;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDManager device = network.manager();
            NDArray pictures = device.create(x, new Shape(size, shape.channels(), shape.height(), shape.width()));
            NDArray targets = device.create(wanted, new Shape(size, classes));
            NDArray shares = device.create(new float[] {1f / count}, new Shape(1, 1));
            HostGradient gradient =
                    new HostGradient(1, network.blueprint().parameters().size());
            network.train(pictures, targets, shares, new Part(new Meeting(1), 0, 0, 1, gradient));
            float[] share = new float[network.blueprint().parameterCount()];
            gradient.read(0, 0, share.length, share);
            gradient.clear();
            return share;
        }
    }
}
