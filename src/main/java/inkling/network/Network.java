package inkling.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import inkling.network.modules.Chain;
import inkling.network.modules.DeviceGradient;
import inkling.network.modules.Gradient;
import inkling.network.modules.HostGradient;
import inkling.network.modules.Learnt;
import inkling.network.modules.Module.Trained;
import inkling.network.modules.Part;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A network on a device.
 *
 * <p>All parameters lie in one flat array, and those that have names are views into it: an optimiser then updates
 * everything at once.
 *
 * <p>Arrays that a method returns belong to the caller, who calls it inside an {@link ai.djl.ndarray.NDScope}. Reading
 * is safe from several threads as long as nobody writes to the parameters.
 */
public final class Network implements AutoCloseable {
    private final Blueprint blueprint;
    private final NDManager manager;
    private final NDArray parameters;
    private final NDArray buffers;
    private final Chain layers;

    /**
     * @param tensors parameters, then buffers
     * @throws IllegalArgumentException if they are another network's
     */
    public Network(Blueprint blueprint, List<Tensor> tensors, Device device) {
        blueprint.require(tensors);
        this.blueprint = blueprint;
        manager = NDManager.newBaseManager(device);
        int learnt = blueprint.parameters().size();
        parameters = flat(tensors.subList(0, learnt));
        buffers = flat(tensors.subList(learnt, tensors.size()));
        layers = new Assembly(learnt(), views(blueprint.buffers(), buffers), isOnCpu()).chain(blueprint.layers());
    }

    private NDArray flat(List<Tensor> tensors) {
        FloatBuffer values = FloatBuffer.allocate(
                tensors.stream().mapToInt(tensor -> tensor.values().length).sum());
        tensors.forEach(tensor -> values.put(tensor.values()));
        return manager.create(values.array());
    }

    private Map<String, Learnt> learnt() {
        Map<String, Learnt> learnt = new LinkedHashMap<>();
        int from = 0;
        for (var view : views(blueprint.parameters(), parameters).entrySet()) {
            learnt.put(view.getKey(), new Learnt(view.getValue(), learnt.size(), from));
            from += (int) view.getValue().size();
        }
        return learnt;
    }

    private static Map<String, NDArray> views(List<Parameter> parameters, NDArray flat) {
        Map<String, NDArray> views = new LinkedHashMap<>();
        int from = 0;
        for (Parameter parameter : parameters) {
            NDArray slice = flat.get(new NDIndex("{}:{}", from, from + parameter.size()));
            views.put(
                    parameter.name(),
                    slice.reshape(new Shape(
                            Arrays.stream(parameter.shape()).asLongStream().toArray())));
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
     * Puts other numbers in the place of all parameters.
     *
     * @param values float32 (P) in the machine's byte order, in direct memory
     */
    public void put(ByteBuffer values) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // An array's own set would leave its memory, and with it every view, to what was there before.
            parameters.set(new NDIndex(":"), manager.create(values, parameters.getShape(), DataType.FLOAT32));
        }
    }

    /** Whether its arrays lie in the memory that Java reads, too. */
    public boolean isOnCpu() {
        return manager.getDevice().equals(Device.cpu());
    }

    /**
     * Where a batch's gradient goes.
     *
     * @param parts into how many a batch is cut at most
     */
    Gradient gradient(int parts) {
        int learnt = blueprint.parameters().size();
        return isOnCpu() ? new HostGradient(parts, learnt) : new DeviceGradient(learnt);
    }

    /** The parameters' own memory, which can be read and written to in place; on the CPU alone. */
    public FloatBuffer memory() {
        return ((PtNDArray) parameters).toByteBuffer(true).asFloatBuffer();
    }

    /**
     * In evaluation.
     *
     * @param x float32 (N, C, H, W), normalised
     * @param seen is told what each layer makes of it, by the layer's id
     * @return the logits (N, classes)
     */
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return layers.forward(x, seen);
    }

    /**
     * In evaluation, the gradient of a class's logit with respect to each image.
     *
     * @param x float32 (N, C, H, W), normalised
     * @return of the same shape
     */
    NDArray inputGradients(NDArray x, int label) {
        boolean before = JniUtils.isGradMode(); // of this thread
        JniUtils.setGradMode(true);
        try {
            PtNDArray in = (PtNDArray) x;
            JniUtils.attachGradient(in, true);
            NDArray logit = forward(in, (id, made) -> {}).get(new NDIndex(":, {}", label));
            // No image's logit depends on another image.
            JniUtils.backward((PtNDArray) logit.sum(), (PtNDArray) scalar(1), false, false);
            return JniUtils.getGradient(in);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /**
     * In training.
     *
     * @param x float32 (n, C, H, W), normalised
     * @return the logits (n, classes), and the way back
     */
    Trained train(NDArray x, Part part) {
        return layers.train(x, part, false);
    }

    /**
     * Works out the gradient of the cross-entropy, which the part then has.
     *
     * @param targets float32 (n, classes), the probabilities wanted
     * @param shares how much each image counts: (n, 1), or one number for all
     */
    static void backward(Trained trained, NDArray targets, NDArray shares) {
        PtNDArray gradient = JniUtils.softmax((PtNDArray) trained.output(), 1, DataType.FLOAT32);
        JniUtils.subi(gradient, (PtNDArray) targets);
        JniUtils.muli(gradient, (PtNDArray) shares);
        trained.backward().apply(gradient);
    }

    /** Copies parameters, then buffers off the device, in PyTorch's order and under its names. */
    public List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>(split(blueprint, parameters.toFloatArray(), ""));
        tensors.addAll(split(blueprint.buffers(), buffers.toFloatArray(), ""));
        return tensors;
    }

    /**
     * Cuts a flat array into one tensor a parameter.
     *
     * @param prefix what each tensor's name begins with
     */
    public static List<Tensor> split(Blueprint blueprint, float[] flat, String prefix) {
        return split(blueprint.parameters(), flat, prefix);
    }

    private static List<Tensor> split(List<Parameter> parameters, float[] flat, String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        int from = 0;
        for (Parameter parameter : parameters) {
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
