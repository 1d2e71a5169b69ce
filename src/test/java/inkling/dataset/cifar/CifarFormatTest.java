package inkling.dataset.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.ImageShape;
import inkling.dataset.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFormatTest {
    @TempDir
    Path folder;

    @Test
    void batches_are_read_in_their_order_with_the_names_beside_them() {
        ShapesAndTextures.write(folder, 40, 10);

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.kind()).isEqualTo(DatasetKind.CIFAR);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 32, 32));
        assertThat(dataset.classNames()).isEqualTo(ShapesAndTextures.NAMES);
        assertThat(dataset.fingerprint()).isEqualTo(ShapesAndTextures.of(40, 10).fingerprint());
    }

    @Test
    void gzipped_batches_are_the_same() throws IOException {
        ShapesAndTextures.write(folder, 40, 10);
        for (String name : new String[] {"data_batch_1.bin", "test_batch.bin"}) {
            byte[] plain = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
                out.write(plain);
            }
        }

        assertThat(Reading.recognised(folder).fingerprint())
                .isEqualTo(ShapesAndTextures.of(40, 10).fingerprint());
    }

    /** Two records of CIFAR-100, of the coarse classes 9 and 8 and the fine ones 1 and 0. */
    @Test
    void of_two_labels_the_fine_one_counts() throws IOException {
        byte[] records = new byte[2 * 3074];
        records[0] = 9;
        records[1] = 1;
        records[2] = 77;
        records[3074] = 8;
        Files.write(folder.resolve("train.bin"), records);
        Files.write(folder.resolve("test.bin"), records);
        Files.writeString(folder.resolve("coarse_label_names.txt"), "fish\n");
        Files.writeString(folder.resolve("fine_label_names.txt"), "apple\naquarium_fish\n");

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.train().labels()).containsExactly(1, 0);
        assertThat(dataset.train().pixels()[0]).isEqualTo((byte) 77);
        assertThat(dataset.classNames()).containsExactly("apple", "aquarium_fish");
    }

    @Test
    void a_file_that_is_cut_within_a_record_is_refused() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), new byte[5000]);

        assertThatThrownBy(() -> Reading.recognised(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessage("%s has 5000 bytes, which is no whole number of records of a label and 3 x 32 x 32 pixels."
                        .formatted(folder.resolve("data_batch_1.bin")));
    }

    /** Its length is taken first, for what is there to fit. */
    @Test
    void a_file_that_shrinks_while_it_is_read_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("data_batch_1.bin"), new byte[3 * 3073]);

        assertThatThrownBy(() -> Reading.by(new CifarFormat(), folder, (activity, done, total, unit) -> {
                    try {
                        Files.write(file, new byte[2 * 3073]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .isInstanceOf(DatasetException.class)
                .hasMessage("%s is cut short: it ends too early.", file);
    }

    @Test
    void the_version_with_pickles_is_not_opened_and_that_is_said() throws IOException {
        Files.write(folder.resolve("data_batch_1"), new byte[] {(byte) 0x80, 2});

        assertThatThrownBy(() -> Reading.recognised(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("Python’s pickles are never opened. CIFAR comes in a binary version too");
    }
}
