package inkling.network.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.network.Network;
import inkling.network.Preset;
import inkling.network.Tensor;
import inkling.network.Waves;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlainNetworkTest {
    private final PlainNetwork network = ExampleNetwork.network();

    /** PyTorch 1.13 on the network of {@link ExampleNetwork}. */
    @Test
    void the_forward_pass_is_pytorchs() {
        ForwardPass at = network.forward(ExampleNetwork.input());

        assertThat(at.activations("h1"))
                .containsExactly(
                        new double[] {
                            0.08749999245628715, 0.3187500275671482, 0, 0, 0.699999988079071, 0.20625000866129994
                        },
                        within(1e-14));
        assertThat(at.activations("h2"))
                .containsExactly(new double[] {0, 0.10859374115243517, 0, 0.4782812684681267, 0}, within(1e-14));
        assertThat(at.logits())
                .containsExactly(
                        new double[] {-0.19623438858962633, 0.4244804937848824, 0.07717188025952791}, within(1e-14));
        assertThat(at.probabilities())
                .containsExactly(
                        new double[] {0.23953865342820357, 0.4456035602578081, 0.31485778631398853}, within(1e-14));
        assertThat(at.logOdds(1)).isCloseTo(-0.21845034764590313, within(1e-14));
    }

    /** {@code F.log_softmax(z, -1)[1].backward(); x.grad}. */
    @Test
    void the_gradient_of_a_log_probability_is_pytorchs() {
        ForwardPass at = network.forward(ExampleNetwork.input());
        double[] p = at.probabilities();

        double[] gradient = network.inputGradient(at, new double[] {-p[0], 1 - p[1], -p[2]});

        assertThat(gradient)
                .containsExactly(
                        new double[] {
                            -0.04108394083593673,
                            0.010579005882970904,
                            0.0339888378553728,
                            0.02407883055994607,
                            -0.006457880428554737,
                            -0.02286803851779008,
                            -0.04690459865146218,
                            0.038078188843012666
                        },
                        within(1e-14));
    }

    @Test
    void the_gradient_is_what_small_changes_of_the_input_say() {
        float[] x = ExampleNetwork.input();
        double[] gradient = network.inputGradient(network.forward(x), new double[] {0, 0, 1});

        for (int i = 0; i < x.length; i++) {
            float[] up = x.clone();
            float[] down = x.clone();
            up[i] += 1 / 1024f;
            down[i] -= 1 / 1024f;
            double slope =
                    (network.forward(up).logits()[2] - network.forward(down).logits()[2]) * 512;
            assertThat(gradient[i]).isCloseTo(slope, within(1e-10));
        }
    }

    /**
     * @param length of the gradient of class 1's log-probability with respect to the picture
     * @param along it times the wave of frequency 0.3
     */
    private record Case(String text, ImageShape shape, double[] logits, double length, double along) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * PyTorch 1.13, in double precision:
     *
     * <pre>{@code
     * wave = lambda n, f: torch.sin(torch.arange(1, n + 1, dtype=torch.float64) * f)
     * def fill(tensors, f, height):  # one wave through all of them
     *     at = wave(sum(t.numel() for _, t in tensors), f).mul(height).float().split([t.numel() for _, t in tensors])
     *     for (name, t), values in zip(tensors, at): t.data = (values + ("var" in name)).double().view(t.shape)
     * fill([*net.named_parameters()], 1, .3)
     * fill([b for b in net.named_buffers() if "num_batches" not in b[0]], .5, .4)
     * x = wave(c * h * w, .7).float().double().view(1, c, h, w).requires_grad_()
     * z = net.eval()(x); F.log_softmax(z, -1)[0, 1].backward(); g = x.grad.flatten()
     * print(z, g.norm(), (g * wave(len(g), .3)).sum())
     * }</pre>
     */
    private static Stream<Case> networks() {
        return Stream.of(
                new Case(
                        "conv 4x3 stride 2 pad 1, relu",
                        new ImageShape(3, 7, 5),
                        new double[] {-0.29354958058054514, 0.20640452289817726, 0.2981759662498075},
                        0.6233604028569915,
                        0.7485608303321174),
                new Case(
                        "maxpool 3 stride 2, gelu",
                        new ImageShape(3, 7, 6),
                        new double[] {-0.32128123546394366, -0.00915933659236734, 0.34674134300514925},
                        0.2783540385366793,
                        0.05737903720514126),
                new Case(
                        "avgpool 2, tanh, globalavgpool",
                        new ImageShape(3, 7, 6),
                        new double[] {-0.16364021810892407, -0.2995506921058883, -0.1614218054222717},
                        0.07829465880462606,
                        -0.06886898953022295),
                new Case(
                        "conv 5x3, batchnorm, gelu, dropout 0.5, dense 6, batchnorm, tanh",
                        new ImageShape(1, 5, 6),
                        new double[] {-0.10578822563746826, -0.010040327948931449, 0.2434452369203181},
                        0.000278378927494417,
                        0.00011192259273035033),
                new Case(
                        "residual(conv 4x3 stride 2 pad 1, batchnorm, relu, conv 4x3 pad 1, batchnorm), relu, globalavgpool",
                        new ImageShape(3, 7, 5),
                        new double[] {-0.3200129360862802, -0.07730484591752824, 0.3074617507341635},
                        0.007150633004536699,
                        -0.0012815283147119094),
                new Case(
                        "conv 4x3 pad 1, residual(conv 4x3 pad 1, gelu)",
                        new ImageShape(1, 5, 6),
                        new double[] {0.6661107806595419, 0.599747351654814, 0.34656199336200977},
                        0.0940458926735532,
                        0.005736952059161006),
                new Case(
                        "lenet5",
                        new ImageShape(1, 28, 28),
                        new double[] {
                            -1.4939866163597666,
                            -0.12547447259755362,
                            1.475077360849928,
                            -2.578235298324588,
                            1.4672444357757493,
                            0.6705725768896829,
                            -1.720114804228547,
                            2.2932751637245077,
                            -1.3832460097199515,
                            -1.0195477181474395
                        },
                        0.2810659795598911,
                        -0.047318894704308556),
                new Case(
                        "vgg-small",
                        new ImageShape(3, 32, 32),
                        new double[] {
                            -2.2463485705755124,
                            0.05325281205439059,
                            2.2748747453461995,
                            -2.5338316507254914,
                            1.860248253981061,
                            -0.041970182617631135,
                            -2.4235614886272083,
                            2.7268378898795262,
                            -1.4617780467443942,
                            -0.14253013638948886
                        },
                        0.21401139692404655,
                        -0.10119045215474168),
                new Case(
                        "resnet-small",
                        new ImageShape(3, 32, 32),
                        new double[] {
                            -0.1015618382961746,
                            0.06187802249252225,
                            0.1349584522752928,
                            0.1095959730268562,
                            0.03703290851739377,
                            -0.053238528886717984,
                            -0.13531856001662368,
                            -0.1412678539375723,
                            -0.01441840115567583,
                            0.17625443447792602
                        },
                        0.0004014638620147294,
                        0.00020622422585715912));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_layer_is_pytorchs_forward_and_backward(Case of) {
        Blueprint blueprint = Architecture.parse(of.text).on(of.shape, of.logits.length);
        PlainNetwork wavy = ExampleNetwork.wavy(blueprint);

        ForwardPass at = wavy.forward(Waves.wave(of.shape.size(), 0.7, 1));
        double[] p = at.probabilities();
        double[] gradient = wavy.inputGradient(
                at,
                IntStream.range(0, p.length)
                        .mapToDouble(c -> (c == 1 ? 1 : 0) - p[c])
                        .toArray());

        assertThat(at.logits()).containsExactly(of.logits, within(1e-12));
        double squares = Arrays.stream(gradient).map(each -> each * each).sum();
        assertThat(Math.sqrt(squares)).isCloseTo(of.length, within(1e-11 * of.length));
        double along = IntStream.range(0, gradient.length)
                .mapToDouble(i -> gradient[i] * Math.sin((i + 1) * 0.3))
                .sum();
        assertThat(along).isCloseTo(of.along, within(1e-11 * of.length));
    }

    @Test
    void each_layer_is_found_by_its_id_with_as_many_numbers_as_its_shape_has() {
        Blueprint blueprint = Preset.RESNET_SMALL.architecture().on(new ImageShape(3, 8, 6), 4);

        ForwardPass at = ExampleNetwork.wavy(blueprint).forward(new float[3 * 8 * 6]);

        assertThat(at.activations().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        blueprint.allLayers().stream().map(Fitted::id).toList());
        for (Fitted layer : blueprint.allLayers()) {
            assertThat(at.activations(layer.id())).hasSize((int) Layer.count(layer.outputShape()));
        }
        assertThat(at.activations("logits")).isEqualTo(at.logits());
    }

    /** Two programs that share nothing but the blueprint. */
    @ParameterizedTest
    @CsvSource({"lenet5, 1, 28", "vgg-small, 3, 32", "resnet-small, 3, 32"})
    void the_network_on_a_device_says_the_same_to_its_own_precision(String text, int channels, int side) {
        ImageShape shape = new ImageShape(channels, side, side);
        Blueprint blueprint = Architecture.parse(text).on(shape, 10);
        List<Tensor> tensors = blueprint.initial(5);
        SplittableRandom random = new SplittableRandom(6);
        float[] x = new float[shape.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-2, 2);
        }

        ForwardPass at = new PlainNetwork(blueprint, tensors).forward(x);

        try (Network device = new Network(blueprint, tensors, Device.cpu());
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray logits =
                    device.forward(device.manager().create(x, new Shape(1, channels, side, side)), (id, made) -> {
                        float[] values = made.toFloatArray();
                        double[] exact = at.activations(id);
                        for (int i = 0; i < values.length; i++) {
                            assertThat((double) values[i]).as("%s at %d", id, i).isCloseTo(exact[i], within(2e-4));
                        }
                    });
            float[] said = logits.toFloatArray();
            for (int c = 0; c < 10; c++) {
                assertThat((double) said[c]).isCloseTo(at.logits()[c], within(1e-4));
            }
        }
    }

    /** {@code (1 + math.erf(x / math.sqrt(2))) / 2} of Python; 0.5 erfc for the first. */
    @ParameterizedTest
    @CsvSource({
        "-8, 6.220960574271819e-16",
        "-2.5, 0.006209665325776139",
        "0, 0.5",
        "0.3, 0.6179114221889526",
        "4, 0.9999683287581669",
        "9, 1"
    })
    void the_normal_distributions_share_is_exact(double x, double share) {
        assertThat(Elementwise.normalShare(x)).isCloseTo(share, within(3e-16));
    }

    @Test
    void a_tensor_that_is_missing_or_of_another_shape_is_named() {
        List<Tensor> tensors = new ArrayList<>(ExampleNetwork.parameters());
        tensors.set(1, new Tensor("input_fc.bias", new int[] {5}, new float[5]));

        assertThatThrownBy(() -> new PlainNetwork(ExampleNetwork.blueprint(), List.of()))
                .hasMessage("no tensor is named input_fc.weight");
        assertThatThrownBy(() -> new PlainNetwork(ExampleNetwork.blueprint(), tensors))
                .hasMessage("input_fc.bias is of another shape than the network's: [5]");
    }
}
