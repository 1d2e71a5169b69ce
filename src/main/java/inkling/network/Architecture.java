package inkling.network;

import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The shape of the multilayer perceptron: 784 pixels, two hidden layers with ReLU, 10 logits.
 *
 * @param hidden the widths of the two hidden layers, such as 250 and 100
 */
public record Architecture(List<Integer> hidden) {
    /** Numbers that go in: the pixels of one picture. */
    public static final int INPUTS = 784;

    /** Numbers that come out: one logit a class. */
    public static final int CLASSES = 10;

    private static final List<String> LAYERS = List.of("input_fc", "hidden_fc", "output_fc");

    public Architecture {
        hidden = List.copyOf(hidden);
        if (hidden.size() != 2 || hidden.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    Text.of("hidden layers must be two widths of at least 1, were %s", hidden));
        }
    }

    /**
     * A parameter's place in the network.
     *
     * @param name as PyTorch's module names it
     * @param shape weights [out, in], biases [out]
     * @param fanIn the inputs of its layer
     */
    public record Parameter(String name, int[] shape, int fanIn) {
        public int size() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
    }

    /** The architecture that these parameters belong to. */
    public static Architecture of(List<Tensor> parameters) {
        if (parameters.size() != 2 * LAYERS.size()) {
            throw new IllegalArgumentException(Text.of("a network has six tensors, had %d", parameters.size()));
        }
        Architecture architecture = new Architecture(
                List.of(parameters.get(0).shape()[0], parameters.get(2).shape()[0]));
        List<Parameter> expected = architecture.parameters();
        for (int i = 0; i < expected.size(); i++) {
            Tensor tensor = parameters.get(i);
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
        return architecture;
    }

    /** The six parameters in PyTorch's order: {@code input_fc.weight} first, {@code output_fc.bias} last. */
    public List<Parameter> parameters() {
        int[] widths = {INPUTS, hidden.get(0), hidden.get(1), CLASSES};
        List<Parameter> parameters = new ArrayList<>();
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            int in = widths[layer];
            int out = widths[layer + 1];
            parameters.add(new Parameter(LAYERS.get(layer) + ".weight", new int[] {out, in}, in));
            parameters.add(new Parameter(LAYERS.get(layer) + ".bias", new int[] {out}, in));
        }
        return parameters;
    }

    /** How many numbers training adjusts: 222,360 for 250 and 100. */
    public int parameterCount() {
        return parameters().stream().mapToInt(Parameter::size).sum();
    }

    /**
     * Untrained parameters, drawn as PyTorch's {@code nn.Linear} draws them: uniform in +-1/sqrt(fan in), weights and
     * biases alike. The same seed gives the same bits on every machine and device.
     */
    public List<Tensor> initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed).split(); // the seed itself shuffles the split
        return parameters().stream()
                .map(parameter -> {
                    double bound = 1 / Math.sqrt(parameter.fanIn());
                    float[] values = new float[parameter.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
                    }
                    return new Tensor(parameter.name(), parameter.shape(), values);
                })
                .toList();
    }
}
