package inkling.dataset.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code src/test/resources/dataset} are numpy's own; the script that made them lies beside them. */
class NpzFormatTest {
    private static final Path FILES = Path.of("src/test/resources/dataset");

    @TempDir
    Path folder;

    /** {@code x[0].transpose(2, 0, 1).ravel()[:4]}, {@code [20:22]} and {@code x[5, 3, 4, 2]} of the script. */
    @Test
    void colours_that_lie_together_are_taken_apart() {
        Dataset dataset = Reading.recognised(FILES.resolve("interleaved.npz"));

        assertThat(dataset.kind()).isEqualTo(DatasetKind.NPZ);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 4, 5));
        assertThat(dataset.train().pixels()).startsWith(0, 21, 42, 63);
        assertThat(Arrays.copyOfRange(dataset.train().pixels(), 20, 22)).containsExactly(7, 28);
        byte[] test = dataset.test().pixels();
        assertThat(test[test.length - 1]).isEqualTo((byte) (359 * 7 % 256));
        assertThat(dataset.classNames()).containsExactly("1", "2", "3");
        assertThat(dataset.train().labels()).containsExactly(2, 0, 1, 2);
    }

    /** Planes in Fortran's order as float64 and big-endian float32 of 0 to 1, labels as int16 (N, 1) and one-hot, in Fortran's order. */
    @Test
    void every_order_and_type_gives_the_same_images() {
        Dataset dataset = Reading.recognised(FILES.resolve("fortran.npz"));

        assertThat(dataset.fingerprint())
                .isEqualTo(Reading.recognised(FILES.resolve("interleaved.npz")).fingerprint());
        assertThat(dataset.notes())
                .contains(
                        "Images to train on are train_images, their labels train_labels.",
                        "Pixels from 0 to 1 are scaled to 0 to 255.");
    }

    @Test
    void pickled_objects_are_refused() {
        Path file = FILES.resolve("objects.npz");

        assertThatThrownBy(() -> Reading.recognised(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "x_train.npy in %s holds Python objects (a pickle), which are never opened;"
                                + " save it as an array of numbers.",
                        file);
    }

    @Test
    void an_archive_that_is_cut_short_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(FILES.resolve("interleaved.npz"));
        Path file = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, whole.length / 3));

        assertThatThrownBy(() -> Reading.recognised(file))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void a_header_that_claims_more_than_there_can_be_costs_no_memory() throws IOException {
        Files.write(folder.resolve("images.npy"), npy("'|u1'", "1000000, 700, 700"));
        Files.write(folder.resolve("labels.npy"), npy("'|u1'", "1000000"));
        Allocated allocated = new Allocated();

        assertThatThrownBy(() -> Reading.recognised(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("1,000,000 images of 1 x 700 x 700 take 490")
                .hasMessageContaining("are not read. Choose a smaller image size, or fewer images.");

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    /** Of a size that an array can have. */
    @Test
    void what_does_not_fit_into_memory_is_refused_with_the_figures_before_it_is_read() throws IOException {
        long images = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory()) / 784;
        Files.write(folder.resolve("images.npy"), npy("'|u1'", images + ", 28, 28"));
        Files.write(folder.resolve("labels.npy"), npy("'|u1'", Long.toString(images)));
        Allocated allocated = new Allocated();

        assertThatThrownBy(() -> Reading.recognised(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("of memory; here Java has")
                .hasMessageContaining("start Inkling with more memory (java -Xmx");

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    @Test
    void arrays_that_are_no_images_are_named_with_their_shapes() throws IOException {
        Files.write(folder.resolve("weights.npy"), npy("'<f4'", "3, 5, 7, 9, 11"));

        assertThatThrownBy(() -> Reading.recognised(folder.resolve("weights.npy")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("it has weights [3, 5, 7, 9, 11].");
    }

    @Test
    void a_test_set_may_be_named_apart() {
        Dataset dataset = Reading.open(new DatasetRequest(
                DatasetKind.NPZ,
                Optional.of(FILES.resolve("interleaved.npz").toString()),
                Optional.of(FILES.resolve("fortran.npz").toString()),
                Framing.USUAL));

        assertThat(dataset.fingerprint())
                .isEqualTo(Reading.recognised(FILES.resolve("interleaved.npz")).fingerprint());
    }

    private static byte[] npy(String type, String shape) {
        String header = "{'descr': %s, 'fortran_order': False, 'shape': (%s), }".formatted(type, shape);
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + text.length];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, 0, file, 0, 10);
        System.arraycopy(text, 0, file, 10, text.length);
        return file;
    }
}
