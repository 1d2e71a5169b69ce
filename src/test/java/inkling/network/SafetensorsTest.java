package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name_the_file() {
        file = folder.resolve("checkpoint.safetensors");
    }

    @Test
    void what_is_written_is_read_again_to_the_last_bit() {
        float[] strange = {0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
        List<Tensor> tensors = List.of(
                new Tensor("a.weight", new int[] {2, 3}, strange),
                new Tensor("scalar", new int[0], new float[] {1.5f}),
                new Tensor("nothing", new int[] {0, 4}, new float[0]));

        Safetensors.write(file, tensors, Map.of("note", "<ü> \"quoted\""));

        Safetensors.Content content = Safetensors.read(file);
        assertThat(content.metadata()).containsExactly(Map.entry("note", "<ü> \"quoted\""));
        assertThat(content.require("a.weight", 2, 3).values()).isEqualTo(strange);
        assertThat(content.require("scalar").values()).containsExactly(1.5f);
        assertThat(content.require("nothing", 0, 4).values()).isEmpty();
    }

    /** Byte for byte as the format's page describes it, so that Python's library opens it; worked by hand. */
    @Test
    void the_bytes_are_those_of_the_specification() throws IOException {
        Safetensors.write(file, List.of(new Tensor("b", new int[] {2}, new float[] {1, -2})), Map.of("k", "v"));

        String header =
                "{\"__metadata__\":{\"k\":\"v\"},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} ";
        assertThat(header.length()).isEqualTo(80);
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
                .isEqualTo("5000000000000000"
                        + HexFormat.of().formatHex(header.getBytes(StandardCharsets.UTF_8))
                        + "0000803f"
                        + "000000c0");
    }

    /** Python's library writes larger tensors first and sorts keys as it likes; offsets alone say what lies where. */
    @Test
    void a_file_made_by_hand_is_read_whatever_the_order_of_its_header() throws IOException {
        handMade("{\"y\":{\"data_offsets\":[4,12],\"dtype\":\"F32\",\"shape\":[1,2]},"
                + "\"x\":{\"shape\":[1],\"dtype\":\"F32\",\"data_offsets\":[0,4]}}   ");

        Safetensors.Content content = Safetensors.read(file);

        assertThat(content.require("x", 1).values()).containsExactly(1f);
        assertThat(content.require("y", 1, 2).values()).containsExactly(2f, 3f);
        assertThat(content.metadata()).isEmpty();
    }

    @Test
    void nothing_but_the_file_is_left_in_the_folder() throws IOException {
        Safetensors.write(file, List.of(), Map.of());
        Safetensors.write(file, List.of(), Map.of());

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_missing_tensor_and_another_shape_are_refused() {
        Safetensors.write(file, List.of(new Tensor("b", new int[] {2}, new float[2])), Map.of());
        Safetensors.Content content = Safetensors.read(file);

        assertThatThrownBy(() -> content.require("a", 2)).hasMessage(file + " has no tensor a");
        assertThatThrownBy(() -> content.require("b", 1, 2))
                .hasMessage(file + " has b in the shape [2], expected [1, 2]");
    }

    @Test
    void a_missing_file_is_refused() {
        assertRefused("cannot be read");
    }

    @Test
    void a_truncated_file_is_refused_wherever_it_ends() throws IOException {
        Safetensors.write(file, List.of(new Tensor("b", new int[] {2}, new float[2])), Map.of());
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused("truncated");
        }
    }

    @ParameterizedTest
    @CsvSource({"4000001, 4000001", "9223372036854775807, 9223372036854775807", "-1, 18446744073709551615"})
    void a_header_that_would_fill_the_memory_is_refused(long length, String shown) throws IOException {
        Files.write(
                file,
                ByteBuffer.allocate(100)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());

        assertRefused("has a header that is too long: " + shown + " bytes, at most 4000000 are read");
    }

    /** The first bytes of {@code torch.save({}, file)}, and with {@code _use_new_zipfile_serialization=False}. */
    @ParameterizedTest
    @ValueSource(strings = {"504b0304000008080000000000000000", "80028a0a6cfc9c46f9206aa850192e80"})
    void what_torch_save_wrote_is_refused_with_what_to_do(String begin) throws IOException {
        Files.write(file, HexFormat.of().parseHex(begin));

        assertRefused("was written by torch.save, which keeps Python objects; safetensors.torch.save_file writes");
    }

    /** Offsets are within 12 bytes of values. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]                                                                   | not JSON: it does not begin with {
            {"x"                                                                  | not JSON
            {} {}                                                                 | not JSON
            {"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}                | has x of type F64, only F32 is read here
            {"x":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}}               | has x of shape [4], which needs 16 bytes, in 12
            {"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}               | x ends at byte 16, the values end at 12
            {"x":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}                | has x end at byte 4, before its begin at 8
            {"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}               | describes x wrongly
            {"x":{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}}              | describes x wrongly
            {"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | describes x wrongly
            {"x":{"dtype":"F32","shape":[3]}}                                     | describes x wrongly
            {"x":3}                                                               | describes x wrongly
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}               | has a gap of 4 bytes before x
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}                | has a gap of 4 bytes after its last tensor
            {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | has overlapping tensors: y begins at byte 4, where another ends at 8
            {"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | names x twice in its header
            {"__metadata__":{},"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"__metadata__":{"k":"v"}} | names __metadata__ twice in its header
            {"__metadata__":{"k":"v","k":"w"},"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | names k twice in its metadata
            {"x":{"dtype":"F32","shape":[2],"shape":[3],"data_offsets":[0,12]}}   | says twice what the shape of x is
            {"x":{"dtype":"F32","shape":[3.0],"data_offsets":[0,12]}}             | describes x wrongly
            {"x":{"dtype":"F32","shape":["3"],"data_offsets":[0,12]}}             | describes x wrongly
            {"x":{"dtype":"F32","shape":[3e0],"data_offsets":[0,12]}}             | describes x wrongly
            {"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12,12]}}            | has 3 offsets for x
            {"x":{"dtype":null,"shape":[3],"data_offsets":[0,12]}}                | describes x wrongly
            {"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}{              | not JSON
            {'x':{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}               | not JSON
            {"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},}              | not JSON
            {"__metadata__":["k"],"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | has metadata that is not a map of texts
            {"__metadata__":{"k":1},"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | has metadata that is not a map of texts
            """)
    void a_broken_header_is_refused_with_what_is_wrong(String header, String sentence) throws IOException {
        handMade(header);

        assertRefused(sentence);
    }

    @Test
    void empty_tensors_may_lie_where_others_do() throws IOException {
        handMade("{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[12,12]},"
                + "\"nothing\":{\"shape\":[2,0],\"data_offsets\":[0,0],\"dtype\":\"F32\",\"later\":{\"a\":[1]}}}");

        assertThat(Safetensors.read(file).tensors().keySet()).containsExactlyInAnyOrder("nothing", "x", "none");
    }

    @Test
    void more_than_belongs_in_a_file_is_refused_before_it_is_read() throws IOException {
        Safetensors.write(file, List.of(new Tensor("b", new int[] {4}, new float[4])), Map.of());
        assertThat(Safetensors.read(file, 4).tensors()).containsKey("b");
        assertThatThrownBy(() -> Safetensors.read(file, 3))
                .isInstanceOf(SafetensorsException.class)
                .hasMessage(file + " is too large: it has 16 bytes of values, where at most 12 belong");

        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(1L << 40); // Of which nothing but its beginning is on the disk.
        }
        assertRefused("is too large: it has 10995116");
    }

    @Test
    void only_a_regular_file_is_read_be_it_behind_a_link() throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Safetensors.write(elsewhere, List.of(new Tensor("b", new int[] {2}, new float[2])), Map.of());
        Files.createSymbolicLink(file, elsewhere);
        assertThat(Safetensors.read(file).tensors()).containsKey("b");

        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertRefused("cannot be read: it is a pipe or a device, not a file");
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("nowhere"));
        assertRefused("cannot be read: it is not there");
        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("cannot be read: it is a folder, not a file");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertRefused("cannot be read: it is a pipe or a device, not a file");
    }

    @Test
    void what_cannot_be_written_leaves_nothing_behind() throws IOException {
        Files.createDirectories(file.resolve("in the way"));

        assertThatThrownBy(() -> Safetensors.write(file, List.of(), Map.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("could not write " + file);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private void handMade(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(json.length); // the least significant of eight bytes
        bytes.write(json.length >> 8);
        bytes.write(new byte[6]);
        bytes.write(json);
        bytes.write(HexFormat.of().parseHex("0000803f" + "00000040" + "00004040")); // 1, 2, 3
        Files.write(file, bytes.toByteArray());
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }
}
