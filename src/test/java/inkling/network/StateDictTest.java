package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.ImageShape;
import inkling.network.Safetensors.Entry;
import inkling.network.StateDict.Fate;
import inkling.network.StateDict.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {
    private static final Blueprint MLP = Waves.perceptron(List.of(16, 12));
    private static final Blueprint LENET = Preset.LENET5.architecture().on(ImageShape.MNIST, 10);

    @TempDir
    Path folder;

    /** A file's entry of float32: {@code 0.weight 16 784}. */
    private static Entry entry(String text) {
        String[] words = text.split(" ");
        int[] shape = Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
        return new Entry(words[0], words[0].endsWith("tracked") ? TensorType.I64 : TensorType.F32, shape, 0, 0);
    }

    private static StateDict match(Blueprint blueprint, String... entries) {
        return StateDict.of(Stream.of(entries).map(StateDictTest::entry).toList(), blueprint);
    }

    private static List<String> taken(StateDict state) {
        return state.fates().stream()
                .filter(fate -> fate.target() != null && fate.source() != null)
                .map(fate -> fate.target().name() + " <- " + fate.source().name())
                .toList();
    }

    @Test
    void names_of_the_network_are_taken_whatever_stands_before_all_of_them() {
        StateDict state = match(
                MLP,
                "net.hidden_fc.bias 12",
                "net.hidden_fc.weight 12 16",
                "net.input_fc.bias 16",
                "net.input_fc.weight 16 784",
                "net.output_fc.bias 10",
                "net.output_fc.weight 10 12",
                "steps 1");

        assertThat(state.fits()).isTrue();
        assertThat(taken(state))
                .startsWith("input_fc.weight <- net.input_fc.weight")
                .hasSize(6);
        assertThat(state.fates())
                .extracting(Fate::kind)
                .containsExactly(
                        Kind.BY_NAME,
                        Kind.BY_NAME,
                        Kind.BY_NAME,
                        Kind.BY_NAME,
                        Kind.BY_NAME,
                        Kind.BY_NAME,
                        Kind.LEFT_OVER);
    }

    @Test
    void other_names_are_taken_by_shape_and_equal_shapes_in_the_order_of_their_numbers() {
        Blueprint deep = Architecture.parse("dense 8, relu, dense 8, relu, dense 8, relu, dense 8, relu")
                .on(new ImageShape(1, 4, 2), 8);

        StateDict state = match(
                deep,
                "l10.bias 8",
                "l10.weight 8 8",
                "l2.bias 8",
                "l2.weight 8 8",
                "l3.bias 8",
                "l3.weight 8 8",
                "l4.bias 8",
                "l4.weight 8 8",
                "l9.bias 8",
                "l9.weight 8 8");

        assertThat(state.fits()).isTrue();
        assertThat(taken(state).stream().filter(each -> each.contains("weight")))
                .containsExactly(
                        "1.weight <- l2.weight",
                        "3.weight <- l3.weight",
                        "5.weight <- l4.weight",
                        "7.weight <- l9.weight",
                        "9.weight <- l10.weight");
    }

    @Test
    void where_equal_shapes_have_names_without_numbers_their_order_is_called_a_guess() {
        Blueprint deep = Architecture.parse("dense 8, relu, dense 8, relu, dense 6, relu")
                .on(new ImageShape(1, 4, 2), 8);
        String[] last = {"head.bias 8", "head.weight 8 6", "neck.bias 6", "neck.weight 6 8"};

        StateDict numbered = match(deep, with(last, "fc1.bias 8", "fc1.weight 8 8", "fc2.bias 8", "fc2.weight 8 8"));
        StateDict named =
                match(deep, with(last, "first.bias 8", "first.weight 8 8", "after.bias 8", "after.weight 8 8"));

        assertThat(numbered.fits()).isTrue();
        assertThat(numbered.guessed()).isFalse();
        assertThat(named.fits()).isTrue();
        assertThat(named.guessed()).isTrue();
        assertThat(taken(named)).startsWith("1.weight <- after.weight");
        assertThat(named.fates())
                .extracting(Fate::kind)
                .containsExactly(
                        Kind.BY_NAMES_ORDER,
                        Kind.BY_NAMES_ORDER,
                        Kind.BY_NAMES_ORDER,
                        Kind.BY_NAMES_ORDER,
                        Kind.BY_SHAPE,
                        Kind.BY_SHAPE,
                        Kind.BY_SHAPE,
                        Kind.BY_SHAPE);
    }

    private static String[] with(String[] entries, String... more) {
        return Stream.concat(Stream.of(more), Stream.of(entries)).toArray(String[]::new);
    }

    @Test
    void torchvisions_names_fit_though_their_files_have_the_classifier_first() {
        StateDict state = match(
                LENET,
                "classifier.0.bias 120",
                "classifier.0.weight 120 400",
                "classifier.2.bias 84",
                "classifier.2.weight 84 120",
                "classifier.4.bias 10",
                "classifier.4.weight 10 84",
                "features.0.bias 6",
                "features.0.weight 6 1 5 5",
                "features.3.bias 16",
                "features.3.weight 16 6 5 5");

        assertThat(state.fits()).isTrue();
        assertThat(taken(state)).startsWith("0.weight <- features.0.weight").endsWith("11.bias <- classifier.4.bias");
    }

    @Test
    void a_convolution_without_bias_before_a_normalisation_has_zeros() {
        Blueprint blueprint = Architecture.parse("conv 4x3, batchnorm, relu").on(ImageShape.MNIST, 10);

        StateDict state = match(
                blueprint,
                "bn1.bias 4",
                "bn1.num_batches_tracked",
                "bn1.running_mean 4",
                "bn1.running_var 4",
                "bn1.weight 4",
                "conv1.weight 4 1 3 3",
                "fc.bias 10",
                "fc.weight 10 2704");

        assertThat(state.fits()).isTrue();
        assertThat(state.fates().get(1).kind()).isEqualTo(Kind.ZERO);
        assertThat(taken(state)).contains("1.running_mean <- bn1.running_mean", "1.weight <- bn1.weight");
        assertThat(state.fates().get(state.fates().size() - 1).source().name()).isEqualTo("bn1.num_batches_tracked");
    }

    @Test
    void what_does_not_fit_is_said_with_both_shapes() {
        StateDict narrow = match(MLP, "a.weight 16 784", "a.bias 16", "b.weight 16 12", "b.bias 12");

        assertThat(narrow.fits()).isFalse();
        assertThat(narrow.refusal())
                .isEqualTo("does not fit: hidden_fc.weight of shape [12, 16]: b.weight has the shape [16, 12], which is"
                        + " that of PyTorch turned round; transpose it before it is saved; output_fc.weight of shape"
                        + " [10, 12] is missing; output_fc.bias of shape [10] is missing");
    }

    @Test
    void values_are_read_as_float32_whatever_they_are_kept_as() throws Exception {
        ByteBuffer values = ByteBuffer.allocate(8 + 4 + 4 + 12).order(ByteOrder.LITTLE_ENDIAN);
        values.putDouble(1.5);
        values.putShort((short) 0xbe00).putShort((short) 1); // -1.5 and 2^-24
        values.putShort((short) 0x3fc0).putShort((short) 0xc000); // 1.5 and -2
        values.putFloat(0.1f).putLong(7);
        Path file = write("""
                {"d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"h":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},\
                "b":{"dtype":"BF16","shape":[2],"data_offsets":[12,16]},"f":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},\
                "n":{"dtype":"I64","shape":[],"data_offsets":[20,28]}}""", values.array());

        Safetensors.Content content = Safetensors.tensors(file, java.util.Set.of("d", "h", "b", "f"));

        assertThat(content.tensors().get("d").values()).containsExactly(1.5f);
        assertThat(content.tensors().get("h").values()).containsExactly(-1.5f, 0x1p-24f);
        assertThat(content.tensors().get("b").values()).containsExactly(1.5f, -2f);
        assertThat(content.tensors().get("f").values()).containsExactly(0.1f);
        assertThat(Safetensors.entries(file)).extracting(Entry::name).containsExactly("d", "h", "b", "f", "n");
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("only F32 is read here");
    }

    @Test
    void weights_that_are_not_numbers_are_refused() throws Exception {
        List<Tensor> initial = new ArrayList<>(MLP.initial(1));
        initial.set(0, new Tensor("input_fc.weight", new int[] {16, 784}, new float[16 * 784]));
        initial.get(0).values()[3] = Float.NaN;
        Path file = folder.resolve("nan.safetensors");
        Safetensors.write(file, initial, java.util.Map.of());
        StateDict state = StateDict.of(Safetensors.entries(file), MLP);

        assertThatThrownBy(() -> state.read(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("NaN in input_fc.weight, at place 3");
    }

    private Path write(String header, byte[] values) throws Exception {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return Files.write(
                folder.resolve("file.safetensors"),
                ByteBuffer.allocate(8 + json.length + values.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .put(values)
                        .array());
    }
}
