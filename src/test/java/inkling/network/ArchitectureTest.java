package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import inkling.dataset.ImageShape;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    @Test
    void a_text_is_read_layer_by_layer() {
        assertThat(Architecture.parse(
                                "conv 6x5 stride 2 pad 1, maxpool 3 stride 2, avgpool 2, residual(relu, dropout 0.25)")
                        .layers())
                .containsExactly(
                        new Layer.Convolution(6, 5, 2, 1),
                        new Layer.Pool(Layer.Pooling.MAX, 3, 2),
                        new Layer.Pool(Layer.Pooling.AVERAGE, 2, 2),
                        new Layer.Residual(List.of(new Layer.Relu(), new Layer.Dropout(0.25))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense 250, relu, dense 100, relu",
                "conv 6x5 pad 2, gelu, maxpool 2, conv 16x5 stride 2, tanh, avgpool 3 stride 1, flatten, dropout 0.5",
                "residual(residual(conv 3x3 pad 1), batchnorm), globalavgpool"
            })
    void what_is_written_reads_back_as_itself(String text) {
        assertThat(Architecture.parse(text).text()).isEqualTo(text);
    }

    @Test
    void capitals_spaces_and_the_order_of_options_do_not_matter() {
        assertThat(Architecture.parse("  CONV 16 x 5  pad 2   stride 2,\nReLU,residual ( relu )")
                        .text())
                .isEqualTo("conv 16x5 stride 2 pad 2, relu, residual(relu)");
        assertThat(Architecture.parse("conv 6x5 stride 1, maxpool 2 stride 2").text())
                .isEqualTo("conv 6x5, maxpool 2");
    }

    @Test
    void a_presets_name_is_a_text_that_stands_for_its_layers() {
        for (Preset preset : Preset.values()) {
            Architecture read = Architecture.parse(preset.id());
            assertThat(Preset.of(Architecture.parse(read.text()))).contains(preset);
            assertThat(read.on(ImageShape.MNIST, 10).classes()).isEqualTo(10);
            assertThat(read.on(new ImageShape(3, 32, 32), 100).classes()).isEqualTo(100);
        }
        assertThat(Preset.values())
                .extracting(Preset::id)
                .containsExactly("mlp", "lenet5", "vgg-small", "resnet-small");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    '' | 0 | there is nothing there; write a layer such as dense 100
                    relu, | 1 | there is nothing there; write a layer such as dense 100
                    relu, convv 3x3 | 1 | there is no such layer; there are dense, conv, maxpool, avgpool, batchnorm, dropout, relu, gelu, tanh, flatten, globalavgpool, residual
                    conv 16 | 0 | it is written as in conv 16x5 or conv 16x5 stride 2 pad 2
                    conv 16x5 stride 1 stride 2 | 0 | it is written as in conv 16x5 or conv 16x5 stride 2 pad 2
                    relu, relu 3 | 1 | it is written as in relu
                    dense 99999999999999999999 | 0 | the number of units must be between 1 and 4,096, was 2147483647
                    conv 3x65 | 0 | the kernel must be between 1 and 64, was 65
                    dropout 1 | 0 | the probability must be at least 0 and below 1, was 1
                    dropout 1e400 | 0 | it is written as in dropout 0.5
                    relu, residual(relu, dense) | 1 | in the block, dense: it is written as in dense 120
                    residual(relu | 0 | it is written as in residual(conv 16x3 pad 1, relu, conv 16x3 pad 1)
                    mlp, relu | 0 | there is no such layer; there are dense, conv, maxpool, avgpool, batchnorm, dropout, relu, gelu, tanh, flatten, globalavgpool, residual
                    """)
    void what_cannot_be_read_is_said_of_its_layer(String text, int position, String reason) {
        ArchitectureException wrong =
                catchThrowableOfType(ArchitectureException.class, () -> Architecture.parse(text == null ? "" : text));

        assertThat(wrong.position()).isEqualTo(position);
        assertThat(wrong.reason()).isEqualTo(reason);
        assertThat(wrong).hasMessageStartingWith("Layer " + (position + 1) + ", ");
    }

    @Test
    void a_network_has_at_most_a_hundred_layers_and_its_text_4000_characters() {
        String hundred = String.join(", ", Collections.nCopies(100, "relu"));
        assertThat(Architecture.parse(hundred).layers()).hasSize(100);

        assertThatThrownBy(() -> Architecture.parse("residual(" + hundred + ")"))
                .hasMessageContaining("a network has at most 100 layers, those in blocks among them");
        assertThatThrownBy(() -> Architecture.parse("relu, " + " ".repeat(4_000)))
                .hasMessage("Layer 1, relu: the network is longer than 4,000 characters.");
        assertThatThrownBy(() -> Architecture.parse("residual(".repeat(400))).isInstanceOf(ArchitectureException.class);
    }

    @Test
    void however_long_a_network_and_however_deep_its_blocks_the_sentence_is_short() {
        for (String text : List.of(
                "x".repeat(100_000),
                "conv 1" + "0".repeat(100_000) + "x3",
                "residual(".repeat(300) + "dense" + ")".repeat(300),
                ",".repeat(100_000))) {
            assertThatThrownBy(() -> Architecture.parse(text).on(ImageShape.MNIST, 10))
                    .isInstanceOf(ArchitectureException.class)
                    .satisfies(wrong -> assertThat(wrong.getMessage()).hasSizeLessThan(250));
        }
    }
}
