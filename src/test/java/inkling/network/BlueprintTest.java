package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.network.Blueprint.Fitted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts and names of parameters are those that PyTorch 1.13 gives for the same {@code nn.Sequential}. */
class BlueprintTest {
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);

    private final Blueprint notebook = Preset.MLP.architecture().on(ImageShape.MNIST, 10);

    @Test
    void the_notebooks_network_has_222360_parameters_under_its_names() {
        assertThat(notebook.parameterCount()).isEqualTo(222_360);
        assertThat(notebook.multiplyAdds()).isEqualTo(784 * 250 + 250 * 100 + 100 * 10);
        assertThat(notebook.parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "input_fc.weight",
                        "input_fc.bias",
                        "hidden_fc.weight",
                        "hidden_fc.bias",
                        "output_fc.weight",
                        "output_fc.bias");
        assertThat(notebook.parameters())
                .extracting(Parameter::shape)
                .containsExactly(
                        new int[] {250, 784},
                        new int[] {250},
                        new int[] {100, 250},
                        new int[] {100},
                        new int[] {10, 100},
                        new int[] {10});
        assertThat(notebook.layers())
                .extracting(Fitted::id)
                .containsExactly("flatten1", "input_fc", "h1", "hidden_fc", "h2", "logits");
        assertThat(notebook.features()).isEqualTo("h2");
    }

    @Test
    void lenet_on_mnist_has_the_shapes_that_its_authors_drew() {
        Blueprint lenet = Preset.LENET5.architecture().on(ImageShape.MNIST, 10);

        assertThat(lenet.layers())
                .extracting(layer -> layer.id() + " " + Layer.shapeText(layer.outputShape()) + " "
                        + layer.parameterCount() + " " + layer.multiplyAdds() + " " + layer.position())
                .containsExactly(
                        "conv1 6 x 28 x 28 156 117600 0",
                        "relu1 6 x 28 x 28 0 0 1",
                        "pool1 6 x 14 x 14 0 0 2",
                        "conv2 16 x 10 x 10 2416 240000 3",
                        "relu2 16 x 10 x 10 0 0 4",
                        "pool2 16 x 5 x 5 0 0 5",
                        "flatten1 400 0 0 -1",
                        "dense1 120 48120 48000 6",
                        "relu3 120 0 0 7",
                        "dense2 84 10164 10080 8",
                        "relu4 84 0 0 9",
                        "logits 10 850 840 -1");
        assertThat(lenet.parameterCount()).isEqualTo(61_706);
        assertThat(lenet.multiplyAdds()).isEqualTo(416_520);
        assertThat(lenet.parameters())
                .extracting(Parameter::name)
                .contains("0.weight", "3.bias", "7.weight", "11.bias");
        assertThat(lenet.features()).isEqualTo("relu4");
    }

    @ParameterizedTest
    @CsvSource({
        "mlp, 222360, 794360",
        "lenet5, 61706, 83126",
        "vgg-small, 468202, 591658",
        "resnet-small, 78090, 78378",
    })
    void presets_have_as_many_parameters_as_in_pytorch(String name, int grey, int colour) {
        Architecture preset = Architecture.parse(name);

        assertThat(preset.on(ImageShape.MNIST, 10).parameterCount()).isEqualTo(grey);
        assertThat(preset.on(COLOUR, 10).parameterCount()).isEqualTo(colour);
    }

    @Test
    void residual_blocks_have_a_shortcut_where_the_shape_changes_and_pytorchs_names() {
        Blueprint resnet = Preset.RESNET_SMALL.architecture().on(COLOUR, 10);

        Fitted same = resnet.layer("residual1");
        Fitted halved = resnet.layer("residual2");
        assertThat(same.shortcut()).isEmpty();
        assertThat(halved.shortcut())
                .extracting(each -> each.layer().text())
                .containsExactly("conv 32x1 stride 2", "batchnorm");
        assertThat(halved.outputShape()).containsExactly(32, 16, 16);
        assertThat(halved.body())
                .extracting(Fitted::id)
                .containsExactly("conv4", "batchnorm4", "relu4", "conv5", "batchnorm5");
        assertThat(halved.parameters())
                .extracting(Parameter::name)
                .contains("5.body.0.weight", "5.body.4.bias", "5.shortcut.0.weight", "5.shortcut.1.bias");
        assertThat(resnet.buffers())
                .extracting(Parameter::name)
                .startsWith("1.running_mean", "1.running_var", "3.body.1.running_mean")
                .endsWith("7.shortcut.1.running_var")
                .hasSize(18);
        assertThat(resnet.parameters()).extracting(Parameter::name).endsWith("11.weight", "11.bias");
        assertThat(resnet.allLayers())
                .extracting(Fitted::id)
                .doesNotHaveDuplicates()
                .hasSize(31);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    maxpool 4, maxpool 2, conv 16x5 | 2 | the picture is 3 x 3 there, smaller than the 5 x 5 kernel
                    maxpool 9, conv 16x7 pad 1 | 1 | the picture is 3 x 3 there, with its padding 5 x 5, smaller than the 7 x 7 kernel
                    dense 10, relu, maxpool 2 | 2 | it needs a picture, and what comes there is flat: 10 numbers
                    relu, residual(conv 16x3, relu) | 1 | its body makes 16 x 26 x 26 of 1 x 28 x 28, which no shortcut with a stride does; pad its convolutions, such as conv 16x3 pad 1
                    residual(dense 10) | 0 | in the block, dense 10: a dense layer within a block takes no picture; put flatten before the block
                    relu, residual(relu, residual(maxpool 30)) | 1 | in the block, maxpool 30: the picture is 28 x 28 there, smaller than the 30 x 30 window
                    conv 4096x3, relu | 1 | the layers make 5,537,792 numbers of a picture with it, 4,000,000 at most fit into memory
                    dense 4096, dense 4096, dense 4096, dense 4096 | 3 | the network has 53,559,296 parameters with it, 50,000,000 at most
                    """)
    void what_does_not_fit_is_said_at_the_layer(String text, int position, String reason) {
        ArchitectureException wrong = catchThrowableOfType(
                ArchitectureException.class, () -> Architecture.parse(text).on(ImageShape.MNIST, 10));

        assertThat(wrong.position()).isEqualTo(position);
        assertThat(wrong.reason()).isEqualTo(reason);
    }

    @Test
    void initial_parameters_fill_plus_minus_one_over_the_root_of_the_inputs_evenly() {
        Blueprint lenet = Preset.LENET5.architecture().on(COLOUR, 10);
        List<Tensor> initial = lenet.initial(7);

        List<Integer> fanIns = List.of(75, 75, 150, 150, 576, 576, 120, 120, 84, 84);
        for (int i = 0; i < initial.size(); i++) {
            double bound = 1 / Math.sqrt(fanIns.get(i));
            double[] values = doubles(initial.get(i));
            assertThat(DoubleStream.of(values)).allMatch(value -> Math.abs(value) <= bound);
            if (values.length > 2_000) {
                double variance = DoubleStream.of(values)
                        .map(value -> value * value)
                        .average()
                        .orElseThrow();
                assertThat(variance).isCloseTo(bound * bound / 3, within(bound * bound / 30));
            }
        }
    }

    private static double[] doubles(Tensor tensor) {
        return IntStream.range(0, tensor.values().length)
                .mapToDouble(i -> tensor.values()[i])
                .toArray();
    }

    @Test
    void batch_normalisation_starts_as_the_identity() {
        List<Tensor> initial = Architecture.parse("conv 2x3, batchnorm, dense 3, batchnorm")
                .on(ImageShape.MNIST, 10)
                .initial(1);

        assertThat(initial)
                .extracting(Tensor::name)
                .endsWith("1.running_mean", "1.running_var", "4.running_mean", "4.running_var");
        assertThat(initial.get(2).values()).containsExactly(1, 1);
        assertThat(initial.get(3).values()).containsExactly(0, 0);
        assertThat(initial.get(10).values()).containsExactly(0, 0);
        assertThat(initial.get(13).values()).containsExactly(1, 1, 1);
    }

    /** The check sums are of the parameters that Inkling 0.1 drew. */
    @Test
    void the_same_seed_gives_the_same_bits_and_the_perceptron_those_that_it_always_had() {
        assertThat(checksum(notebook.initial(1234))).isEqualTo(0xe09af53fL);
        assertThat(checksum(Waves.perceptron(List.of(16, 12)).initial(1))).isEqualTo(0x460c78e0L);
        assertThat(notebook.initial(7).get(0).values())
                .isNotEqualTo(notebook.initial(8).get(0).values());
    }

    private static long checksum(List<Tensor> tensors) {
        CRC32 crc = new CRC32();
        for (Tensor tensor : tensors) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.values().length);
            bytes.asFloatBuffer().put(tensor.values());
            crc.update(bytes.array());
        }
        return crc.getValue();
    }

    @Test
    void tensors_of_another_network_are_refused() {
        List<Tensor> tensors = new ArrayList<>(Waves.TINY.initial(1));
        tensors.set(3, new Tensor("hidden_fc.bias", new int[] {5}, new float[5]));

        assertThatThrownBy(() -> Waves.TINY.require(tensors))
                .hasMessage("expected hidden_fc.bias of shape [4], was hidden_fc.bias of shape [5]");
        assertThatThrownBy(() -> Waves.TINY.require(tensors.subList(0, 5)))
                .hasMessage("the network has 6 tensors, were 5");
    }
}
