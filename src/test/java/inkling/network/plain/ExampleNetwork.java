package inkling.network.plain;

import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Parameter;
import inkling.network.Tensor;
import inkling.network.Waves;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A small network made by a formula, so that PyTorch can be asked about the same one. */
public final class ExampleNetwork {
    private ExampleNetwork() {}

    /**
     * 8 inputs, 6 and 5 hidden units, 3 classes, with k = 0, 1, 2 for the three layers:
     *
     * <pre>{@code
     * def layer(out, inn, k):
     *     o = torch.arange(out)[:, None]; i = torch.arange(inn)[None, :]
     *     w = (((o * 31 + i * 17 + o * i * 7 + k * 5) % 29) - 14).float() / 40
     *     b = ((torch.arange(out) * 11 + k) % 7 - 3).float() / 10
     *     return w.double(), b.double()
     * x = ((torch.arange(8) * 5 % 8).float() / 4 - .75).double().requires_grad_()
     * h1 = F.relu(x @ w0.T + b0); h2 = F.relu(h1 @ w1.T + b1); z = h2 @ w2.T + b2
     * }</pre>
     */
    public static List<Tensor> parameters() {
        return parameters(8, 6, 5, 3);
    }

    public static Blueprint blueprint() {
        return Architecture.perceptron(List.of(6, 5)).on(new ImageShape(1, 2, 4), 3);
    }

    public static PlainNetwork network() {
        return new PlainNetwork(blueprint(), parameters());
    }

    /** The same of any shape and widths. */
    public static PlainNetwork of(ImageShape shape, int h1, int h2, int classes) {
        return new PlainNetwork(
                Architecture.perceptron(List.of(h1, h2)).on(shape, classes), parameters(shape.size(), h1, h2, classes));
    }

    public static PlainNetwork wavy(Blueprint blueprint) {
        return new PlainNetwork(blueprint, waves(blueprint));
    }

    /** One wave through all parameters, another through all buffers; variances stand around 1. */
    public static List<Tensor> waves(Blueprint blueprint) {
        List<Tensor> tensors = new ArrayList<>(filled(blueprint.parameters(), 1, 0.3));
        tensors.addAll(filled(blueprint.buffers(), 0.5, 0.4));
        return tensors;
    }

    private static List<Tensor> filled(List<Parameter> parameters, double frequency, double height) {
        int size = parameters.stream().mapToInt(Parameter::size).sum();
        FloatBuffer wave = FloatBuffer.wrap(Waves.wave(size, frequency, height));
        return parameters.stream()
                .map(parameter -> {
                    float[] values = new float[parameter.size()];
                    wave.get(values);
                    for (int i = 0; i < values.length; i++) {
                        values[i] += parameter.name().endsWith("running_var") ? 1 : 0;
                    }
                    return new Tensor(parameter.name(), parameter.shape(), values);
                })
                .toList();
    }

    private static List<Tensor> parameters(int inputs, int h1, int h2, int classes) {
        return List.of(
                weight("input_fc", h1, inputs, 0),
                bias("input_fc", h1, 0),
                weight("hidden_fc", h2, h1, 1),
                bias("hidden_fc", h2, 1),
                weight("output_fc", classes, h2, 2),
                bias("output_fc", classes, 2));
    }

    /** The {@code x} of the formula. */
    public static float[] input() {
        float[] x = new float[8];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 5 % 8 / 4f - 0.75f;
        }
        return x;
    }

    private static Tensor weight(String layer, int out, int in, int k) {
        float[] values = new float[out * in];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                values[o * in + i] = ((o * 31 + i * 17 + o * i * 7 + k * 5) % 29 - 14) / 40f;
            }
        }
        return new Tensor(layer + ".weight", new int[] {out, in}, values);
    }

    private static Tensor bias(String layer, int out, int k) {
        float[] values = new float[out];
        for (int o = 0; o < out; o++) {
            values[o] = ((o * 11 + k) % 7 - 3) / 10f;
        }
        return new Tensor(layer + ".bias", new int[] {out}, values);
    }
}
