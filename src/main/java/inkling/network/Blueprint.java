package inkling.network;

import inkling.dataset.ImageShape;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * An architecture fitted to pictures of a shape and to a number of classes: every layer with its shapes, and every
 * parameter under PyTorch's name in an {@code nn.Sequential}. Immutable; any thread.
 */
public final class Blueprint {
    /** What the output layer is called. */
    public static final String OUTPUT = "logits";

    /** 200 MB, and with what Adam remembers three times as much. */
    public static final int MOST_PARAMETERS = 50_000_000;

    /** Numbers that all layers together make of one picture; a batch of 64 takes 1 GB, and its gradients as much. */
    public static final int MOST_ACTIVATIONS = 4_000_000;

    private final Architecture architecture;
    private final ImageShape input;
    private final int classes;
    private final List<Fitted> layers;
    private final long activations;

    /**
     * A layer in its place. Shapes are without the number of images.
     *
     * @param id what it is called here: {@code conv1}, and {@code logits} of the output
     * @param module what PyTorch calls it: {@code 0}, {@code 4.body.0}
     * @param parameters of it and of all within it
     * @param multiplyAdds for one image, of it and of all within it
     * @param position in the typed list, counted from 0; -1 of what goes without saying
     * @param body the layers of a residual block, else empty
     * @param shortcut the convolution and the normalisation past them; empty for what is added as it is
     */
    public record Fitted(
            String id,
            String module,
            Layer layer,
            int[] inputShape,
            int[] outputShape,
            List<Parameter> parameters,
            List<Parameter> buffers,
            long multiplyAdds,
            int position,
            List<Fitted> body,
            List<Fitted> shortcut) {
        /** How many numbers of it training adjusts. */
        public int parameterCount() {
            return parameters.stream().mapToInt(Parameter::size).sum();
        }

        /** It, and the layers within it before it, in the order in which they are done. */
        Stream<Fitted> flat() {
            return Stream.concat(
                    Stream.concat(body.stream(), shortcut.stream()).flatMap(Fitted::flat), Stream.of(this));
        }
    }

    Blueprint(Architecture architecture, ImageShape input, int classes) {
        this.architecture = architecture;
        this.input = input;
        this.classes = classes;
        Fitting fitting = new Fitting(architecture);
        layers = fitting.layers(input, classes);
        activations = fitting.activations();
    }

    public Architecture architecture() {
        return architecture;
    }

    public ImageShape input() {
        return input;
    }

    /** Numbers that come out: one logit a class. */
    public int classes() {
        return classes;
    }

    /** Every layer in order, the flatten and the output that go without saying among them; blocks as one. */
    public List<Fitted> layers() {
        return layers;
    }

    /** The same with the layers within blocks, each before its block. */
    public List<Fitted> allLayers() {
        return layers.stream().flatMap(Fitted::flat).toList();
    }

    /** Those that have parameters of their own, in the order in which the parameters lie; blocks apart. */
    public List<Fitted> learning() {
        return allLayers().stream()
                .filter(layer -> layer.body().isEmpty() && !layer.parameters().isEmpty())
                .toList();
    }

    /** @throws IllegalArgumentException if there is no layer of that name */
    public Fitted layer(String id) {
        return allLayers().stream()
                .filter(layer -> layer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no layer " + id));
    }

    /** The name of the last hidden layer, whose activations the output layer takes: {@code h2} of the notebook's. */
    public String features() {
        return layers.get(layers.size() - 2).id();
    }

    /** What training adjusts, in PyTorch's order: {@code 0.weight} first. */
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** What the forward pass in training keeps for evaluation: {@code 1.running_mean} first. */
    public List<Parameter> buffers() {
        return layers.stream().flatMap(layer -> layer.buffers().stream()).toList();
    }

    /** Parameters, then buffers: all the tensors of the network. */
    public List<Parameter> tensors() {
        return Stream.concat(parameters().stream(), buffers().stream()).toList();
    }

    /** How many numbers training adjusts: 222,360 for the notebook's network. */
    public int parameterCount() {
        return layers.stream().mapToInt(Fitted::parameterCount).sum();
    }

    /** Of weights with inputs in convolutions and dense layers, for one image. */
    public long multiplyAdds() {
        return layers.stream().mapToLong(Fitted::multiplyAdds).sum();
    }

    /** Numbers that all layers together make of one image. */
    public long activations() {
        return activations;
    }

    /**
     * Untrained parameters and buffers, drawn as PyTorch draws them. The same seed gives the same bits on every machine
     * and device.
     */
    public List<Tensor> initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed).split(); // the seed itself shuffles the split
        return tensors().stream()
                .map(parameter -> new Tensor(parameter.name(), parameter.shape(), drawn(parameter, random)))
                .toList();
    }

    private static float[] drawn(Parameter parameter, SplittableRandom random) {
        float[] values = new float[parameter.size()];
        if (parameter.bound() == 0) {
            Arrays.fill(values, (float) parameter.centre());
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * parameter.bound());
        }
        return values;
    }

    /** @throws IllegalArgumentException if these are not this network's tensors, in order */
    public void require(List<Tensor> tensors) {
        List<Parameter> expected = tensors();
        if (tensors.size() != expected.size()) {
            throw new IllegalArgumentException(
                    Text.of("the network has %d tensors, were %d", expected.size(), tensors.size()));
        }
        for (int i = 0; i < expected.size(); i++) {
            Tensor tensor = tensors.get(i);
            Parameter parameter = expected.get(i);
            if (!tensor.name().equals(parameter.name()) || !Arrays.equals(tensor.shape(), parameter.shape())) {
                throw new IllegalArgumentException(Text.of(
                        "expected %s of shape %s, was %s of shape %s",
                        parameter.name(),
                        Arrays.toString(parameter.shape()),
                        tensor.name(),
                        Arrays.toString(tensor.shape())));
            }
        }
    }
}
