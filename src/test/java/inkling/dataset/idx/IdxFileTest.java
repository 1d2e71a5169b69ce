package inkling.dataset.idx;

import static inkling.dataset.idx.IdxBytes.gzip;
import static inkling.dataset.idx.IdxBytes.idx;
import static inkling.dataset.idx.IdxBytes.images;
import static inkling.dataset.idx.IdxBytes.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.dataset.DatasetException;
import inkling.dataset.ImageShape;
import inkling.dataset.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
    @TempDir
    Path folder;

    @Test
    void pixels_are_read_plain_and_gzipped_alike() throws IOException {
        byte[] plain = file(images(3)).images();
        byte[] gzipped = file(gzip(images(3))).images();

        assertThat(plain).hasSize(3 * ImageShape.MNIST.size()).startsWith(0, 1, 2);
        assertThat(gzipped).isEqualTo(plain);
    }

    @Test
    void labels_are_read() throws IOException {
        assertThat(file(labels(9, 0, 5)).labels()).containsExactly(9, 0, 5);
    }

    @Test
    void a_file_that_is_gone_is_named() throws IOException {
        Path file = Files.write(folder.resolve("file"), labels(1));
        IdxFile idx = new IdxFile(Reading.file(file));
        Files.delete(file);

        assertRefused(idx::labels, "does not exist.");
    }

    @Test
    void a_wrong_magic_number_is_shown() {
        assertRefused(
                () -> file(new byte[] {(byte) 0x89, 'P', 'N', 'G'}).images(),
                "is not an IDX file: it begins with 89 50 4e 47, not with two zero bytes.");
    }

    @Test
    void elements_must_be_unsigned_bytes() {
        assertRefused(
                () -> file(idx(0x0d, new int[] {1}, 4)).labels(),
                "holds elements of type 0x0d, not unsigned bytes (0x08).");
    }

    @Test
    void images_are_not_taken_for_labels() {
        assertRefused(() -> file(images(1)).labels(), "has 3 dimensions, not the one of labels.");
    }

    @Test
    void images_too_large_for_a_network_are_refused() {
        assertRefused(
                () -> file(idx(8, new int[] {1, 32, 1030}, 0)).images(),
                "holds images of 32 x 1030 pixels in 1 channels; height and width must be 1 to 1024, were 32 and 1030.");
    }

    @Test
    void a_file_without_images_is_refused() {
        assertRefused(() -> file(images(0)).images(), "holds no images.");
    }

    @Test
    void a_file_that_ends_in_its_header_is_cut_short() {
        assertRefused(() -> file(new byte[0]).images(), "is cut short: it ends within its header.");
        assertRefused(() -> file(Arrays.copyOf(images(1), 15)).images(), "is cut short: it ends within its header.");
    }

    @Test
    void a_file_with_too_few_bytes_is_cut_short() {
        assertRefused(
                () -> file(Arrays.copyOf(images(2), 16 + 1000)).images(),
                "is cut short: its header says 2 images (1568 bytes), but only 1000 bytes follow.");
    }

    @Test
    void a_file_with_too_many_bytes_is_refused() {
        assertRefused(
                () -> file(Arrays.copyOf(labels(1, 2), 11)).labels(),
                "is too long: its header says 2 labels (2 bytes), but more bytes follow.");
    }

    @Test
    void a_header_that_claims_four_thousand_million_images_is_not_believed() {
        assertRefused(
                () -> file(idx(8, new int[] {-1, 28, 28}, 784)).images(),
                "claims to hold 4294967295 images; at most 1000000 are read.");
    }

    /** The 784 MB it claims would be seen here: they are a large part of the heap that tests run with. */
    @Test
    void a_header_that_claims_a_million_images_costs_no_memory() {
        Allocated allocated = new Allocated();

        assertRefused(
                () -> file(idx(8, new int[] {1_000_000, 28, 28}, 784)).images(),
                "is cut short: its header says 1000000 images (784000000 bytes), but only 784 bytes follow.");

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    @Test
    void a_gzip_file_is_unpacked_no_further_than_its_header_says() throws IOException {
        byte[] long_ = Arrays.copyOf(labels(1, 2, 3), 200_000_000);
        IdxFile file = file(gzip(long_));
        Allocated allocated = new Allocated();

        assertRefused(file::labels, "is too long: its header says 3 labels (3 bytes), but more bytes follow.");

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    @Test
    void a_gzip_stream_that_ends_early_is_cut_short() {
        byte[] whole = gzip(images(2));

        assertRefused(() -> file(Arrays.copyOf(whole, whole.length / 2)).images(), "is cut short: it ends too early.");
        assertRefused(() -> file(Arrays.copyOf(whole, whole.length - 4)).images(), "is cut short: it ends too early.");
    }

    @Test
    void a_gzip_stream_with_a_wrong_checksum_is_broken() {
        byte[] broken = gzip(images(2));
        broken[broken.length - 6] ^= 1;

        assertRefused(() -> file(broken).images(), "is broken: Corrupt GZIP trailer.");
    }

    private IdxFile file(byte[] content) throws IOException {
        return new IdxFile(Reading.file(Files.write(folder.resolve("file"), content)));
    }

    private void assertRefused(ThrowingCallable reading, String sentence) {
        assertThatThrownBy(reading)
                .isInstanceOf(DatasetException.class)
                .hasMessage(folder.resolve("file") + " " + sentence);
    }
}
