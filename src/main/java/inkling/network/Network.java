package inkling.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The multilayer perceptron on a device.
 *
 * <p>All parameters lie in one flat array, and the six that have names are views into it: an optimiser then updates
 * everything with a handful of native calls, which are what a step with 64 images spends its time on.
 *
 * <p>Arrays that a method returns belong to the caller, who calls it inside an {@link ai.djl.ndarray.NDScope}. Reading
 * is safe from several threads as long as nobody writes to the parameters.
 */
public final class Network implements AutoCloseable {
    private static final int[] OVER_BATCH = {0};

    private final Blueprint blueprint;
    private final NDManager manager;
    private final NDArray parameters;
    private final NDArray[] weights = new NDArray[3];
    private final NDArray[] biases = new NDArray[3];

    public Network(List<Tensor> tensors, Device device) {
        blueprint = Blueprint.perceptron(
                List.of(tensors.get(0).shape()[0], tensors.get(2).shape()[0]));
        blueprint.require(tensors);
        manager = NDManager.newBaseManager(device);
        FloatBuffer values = FloatBuffer.allocate(blueprint.parameterCount());
        tensors.forEach(tensor -> values.put(tensor.values()));
        parameters = manager.create(values.array());
        List<NDArray> views = views();
        for (int layer = 0; layer < weights.length; layer++) {
            weights[layer] = views.get(2 * layer);
            biases[layer] = views.get(2 * layer + 1);
        }
    }

    private List<NDArray> views() {
        List<NDArray> views = new ArrayList<>();
        int from = 0;
        for (Parameter parameter : blueprint.parameters()) {
            NDArray slice = parameters.get(new NDIndex("{}:{}", from, from + parameter.size()));
            views.add(slice.reshape(
                    new Shape(Arrays.stream(parameter.shape()).asLongStream().toArray())));
            from += parameter.size();
        }
        return views;
    }

    public Blueprint blueprint() {
        return blueprint;
    }

    /** Makes arrays on this network's device. */
    public NDManager manager() {
        return manager;
    }

    /**
     * A number on the device. Filled there, since DJL's other ways copy it through a direct buffer that only the garbage
     * collector frees.
     */
    public NDArray scalar(double value) {
        return manager.full(new Shape(), (float) value, DataType.FLOAT32);
    }

    /** The parameters themselves, float32 (222,360) for the default widths; writing to it changes the network. */
    public NDArray parameters() {
        return parameters;
    }

    /**
     * @param x float32 (N, 784), normalised
     * @return the second hidden layer and the logits from one pass
     */
    public Activations forward(NDArray x) {
        NDArray h1 = Activation.relu(linear(x, 0)); // (N, 250)
        NDArray h2 = Activation.relu(linear(h1, 1)); // (N, 100)
        return new Activations(h1, h2, linear(h2, 2));
    }

    private NDArray linear(NDArray x, int layer) {
        return Linear.linear(x, weights[layer], biases[layer]).singletonOrThrow();
    }

    /**
     * The gradient of the cross-entropy's sum over these images, divided by the size of the batch they belong to;
     * backpropagated by hand, so that it comes out flat, as the optimiser wants it.
     *
     * @param x float32 (N, 784), what went into {@link #forward}
     * @param activations what came out
     * @param targets float32 (N, 10), one-hot
     * @param batchSize N, or more if these are only a part of the batch
     * @return float32 like {@link #parameters()}
     */
    public NDArray gradient(NDArray x, Activations activations, NDArray targets, int batchSize) {
        NDArray h1 = activations.h1();
        NDArray h2 = activations.h2();
        NDArray share = scalar(1.0 / batchSize);
        NDArray dLogits = activations.logits().softmax(1).subi(targets).muli(share); // (N, 10)
        NDArray dH2 = throughRelu(dLogits.matMul(weights[2]), h2); // (N, 100)
        NDArray dH1 = throughRelu(dH2.matMul(weights[1]), h1); // (N, 250)
        return NDArrays.concat(new NDList(
                dH1.transpose().matMul(x).flatten(),
                dH1.sum(OVER_BATCH),
                dH2.transpose().matMul(h1).flatten(),
                dH2.sum(OVER_BATCH),
                dLogits.transpose().matMul(h2).flatten(),
                dLogits.sum(OVER_BATCH)));
    }

    /** ReLU's output is never negative, so its sign is its slope: 1 where it let something through, else 0. */
    private static NDArray throughRelu(NDArray gradient, NDArray output) {
        return gradient.muli(output.sign());
    }

    /** Copies the parameters off the device, in PyTorch's order and under its names. */
    public List<Tensor> tensors() {
        return split(blueprint, parameters.toFloatArray(), "");
    }

    /**
     * Cuts a flat array into one tensor a parameter.
     *
     * @param prefix what each tensor's name begins with
     */
    public static List<Tensor> split(Blueprint blueprint, float[] flat, String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        int from = 0;
        for (Parameter parameter : blueprint.parameters()) {
            float[] values = Arrays.copyOfRange(flat, from, from + parameter.size());
            tensors.add(new Tensor(prefix + parameter.name(), parameter.shape(), values));
            from += parameter.size();
        }
        return tensors;
    }

    @Override
    public void close() {
        manager.close();
    }
}
