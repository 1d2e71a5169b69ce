package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Backpropagation;
import inkling.network.Blueprint;
import inkling.network.CrossEntropy;
import inkling.network.Gradients;
import inkling.network.Network;
import inkling.network.Parameter;
import inkling.network.Tensor;
import inkling.network.Waves;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer, and whole networks of them, against PyTorch (1.13, double precision): names, forward pass, gradient of
 * every parameter, running mean and variance after a step, and three steps of Adam. {@code network/pytorch.py} wrote the
 * numbers.
 */
class PyTorchTest {
    /**
     * A network and what PyTorch makes of it.
     *
     * @param every of how many parameters one is written down
     */
    private record Case(
            String text,
            int[] shape,
            int images,
            int classes,
            int steps,
            List<String> names,
            double[] losses,
            double[] logits,
            int every,
            double[] gradient,
            double[] parameters,
            double[] running,
            double[] evaluated) {
        Blueprint blueprint() {
            return Architecture.parse(text).on(new ImageShape(shape[0], shape[1], shape[2]), classes);
        }

        byte[] labels() {
            byte[] labels = new byte[images];
            for (int i = 0; i < images; i++) {
                labels[i] = (byte) (i * 3 % classes);
            }
            return labels;
        }

        float[] targets() {
            float[] targets = new float[images * classes];
            for (int i = 0; i < images; i++) {
                targets[i * classes + labels()[i]] = 1;
            }
            return targets;
        }
    }

    static Stream<Arguments> cases() {
        Case[] cases = new Gson()
                .fromJson(
                        new InputStreamReader(
                                PyTorchTest.class.getResourceAsStream("/network/pytorch.json"), StandardCharsets.UTF_8),
                        Case[].class);
        return Arrays.stream(cases).flatMap(each -> Stream.of(1, 2).map(parts -> Arguments.of(each.text, parts, each)));
    }

    @ParameterizedTest(name = "{0} in {1} parts")
    @MethodSource("cases")
    void a_network_does_what_pytorch_does(String text, int parts, Case expected) {
        Blueprint blueprint = expected.blueprint();
        assertThat(blueprint.parameters()).extracting(Parameter::name).isEqualTo(expected.names);
        try (Network network = new Network(blueprint, waves(blueprint), Device.cpu());
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Shape shape = new Shape(expected.images, expected.shape[0], expected.shape[1], expected.shape[2]);
            NDArray x = network.manager().create(Waves.wave((int) shape.size(), .7, 1), shape);
            NDArray targets =
                    network.manager().create(expected.targets(), new Shape(expected.images, expected.classes));
            Optimizer optimizer = new Optimizer(Chosen.of("lr=.01"), network, 0, List.of());

            float[] gradient = {};
            for (int step = 0; step < expected.losses.length; step++) {
                Backpropagation.Update update =
                        expected.steps > 0 ? optimizer.next(.01, NormSums.NONE) : (part, unused) -> {};
                Gradients.Step made = Gradients.step(network, x, targets, parts, update);
                float[] logits = made.logits();
                gradient = made.gradient();
                assertClose(new double[] {loss(logits, expected)}, new double[] {expected.losses[step]});
                if (step == 0) {
                    assertClose(doubles(logits), expected.logits);
                }
            }

            assertClose(some(gradient, expected.every), expected.gradient);
            assertClose(some(network.parameters().toFloatArray(), expected.every), expected.parameters);
            assertClose(buffers(network), expected.running);
            assertClose(doubles(network.forward(x, (id, made) -> {}).toFloatArray()), expected.evaluated);
        }
    }

    private static List<Tensor> waves(Blueprint blueprint) {
        List<Tensor> tensors =
                new ArrayList<>(Network.split(blueprint, Waves.wave(blueprint.parameterCount(), 1, .3), ""));
        tensors.addAll(
                blueprint.initial(1).subList(tensors.size(), blueprint.tensors().size()));
        return tensors;
    }

    private static double loss(float[] logits, Case expected) {
        return IntStream.range(0, expected.images)
                .mapToDouble(row -> CrossEntropy.loss(logits, row, expected.classes, expected.labels()[row]))
                .average()
                .orElseThrow();
    }

    private static double[] buffers(Network network) {
        return network.tensors().stream()
                .filter(tensor -> tensor.name().contains("running"))
                .flatMapToDouble(tensor -> Arrays.stream(doubles(tensor.values())))
                .toArray();
    }

    private static double[] some(float[] values, int every) {
        return IntStream.range(0, (values.length + every - 1) / every)
                .mapToDouble(i -> values[i * every])
                .toArray();
    }

    private static double[] doubles(float[] values) {
        return some(values, 1);
    }

    /** To what single precision can do. */
    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double allowed = 3e-6 + 2e-5 * Math.abs(expected[i]);
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%d: %s, expected %s", i, actual[i], expected[i])
                    .isLessThan(allowed);
        }
    }
}
