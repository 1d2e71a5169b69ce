package inkling.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.RealMnist;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.Found;
import inkling.dataset.ImageShape;
import inkling.dataset.LoadProgress;
import inkling.dataset.Part;
import inkling.dataset.Reading;
import inkling.dataset.sources.Datasets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFormatTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        IdxBytes.folder(folder);
    }

    @Test
    void the_four_files_are_found_under_all_their_names() {
        Found content = read(LoadProgress.NONE);

        assertThat(content.parts().get(Part.TRAIN).labels()).containsExactly(0, 1, 2);
        assertThat(content.parts().get(Part.TEST).labels()).containsExactly(2, 1);
        assertThat(content.classNames()).containsExactly("0", "1", "2");
    }

    @Test
    void real_mnist_is_read_whole() {
        Found content = Reading.by(new IdxFormat(), RealMnist.folder());

        assertThat(content.parts().get(Part.TRAIN).size()).isEqualTo(60_000);
        assertThat(content.parts().get(Part.TEST).size()).isEqualTo(10_000);
        assertThat(content.parts().get(Part.TRAIN).labels()).startsWith(5, 0, 4, 1, 9);
    }

    @Test
    void how_many_classes_there_are_is_known_before_the_images_are_read() {
        assertThat(Datasets.recognise(folder, Optional.empty()).promise().classes())
                .hasValue(3);
    }

    @Test
    void missing_files_are_named() throws IOException {
        Files.delete(folder.resolve("train-labels-idx1-ubyte.gz"));
        assertRefused(folder + " lacks train-labels-idx1-ubyte (plain or .gz).");

        IdxBytes.folder(folder);
        Files.delete(folder.resolve("t10k-images.idx3-ubyte"));
        assertRefused(folder + " lacks t10k-images-idx3-ubyte (plain or .gz).");
    }

    @Test
    void a_folder_that_is_not_there_is_said_so() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> Reading.by(new IdxFormat(), nowhere))
                .isInstanceOf(DatasetException.class)
                .hasMessage("There is nothing at " + nowhere + ".");
    }

    @Test
    void image_and_label_counts_that_differ_are_both_said() throws IOException {
        Files.write(folder.resolve("t10k-labels.idx1-ubyte.gz"), IdxBytes.labels(1, 2, 1));

        assertRefused("%s holds 2 images, but %s holds 3 labels."
                .formatted(folder.resolve("t10k-images.idx3-ubyte"), folder.resolve("t10k-labels.idx1-ubyte.gz")));
    }

    @Test
    void class_names_come_from_a_file_and_there_are_no_more_classes_than_names() throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "T-shirt/top\n Trouser \r\nPullover\n\n");

        assertThat(read(LoadProgress.NONE).classNames()).containsExactly("T-shirt/top", "Trouser", "Pullover");
    }

    @Test
    void every_label_that_occurs_needs_a_name() throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "T-shirt/top\nTrouser\n");

        assertRefused(folder.resolve("classes.txt") + " names 2 classes, but label 2 occurs; it needs a name too.");
    }

    @Test
    void a_hundred_and_one_class_names_are_refused() throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "name\n".repeat(101));

        assertRefused(folder.resolve("classes.txt") + " must name 2 to 100 classes, one a line; it names 101.");
    }

    @Test
    void class_names_that_are_not_text_are_refused() throws IOException {
        Files.write(folder.resolve("classes.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertRefused(folder.resolve("classes.txt") + " is not a text file in UTF-8.");
    }

    @Test
    void class_names_have_a_length_that_can_be_kept_and_the_line_is_named() throws IOException {
        Path file = folder.resolve("classes.txt");
        Files.writeString(file, "T-shirt/top\n\n" + "é".repeat(100) + "\nPullover");
        assertThat(read(LoadProgress.NONE).classNames()).contains("é".repeat(100));

        Files.writeString(file, "T-shirt/top\n\n" + "é".repeat(101) + "\nPullover");
        assertRefused(file + " names a class in 101 characters in line 3; at most 100 are taken.");
        Files.writeString(file, "T-shirt/top\nTrou\u0000ser\nPullover");
        assertRefused(file + " has a control character in line 2.");
        Files.writeString(file, "name\n\n".repeat(50_000));
        assertRefused(file + " has more than 50000 bytes, too many for the names of 100 classes, one a line.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"classes.txt", "train-images-idx3-ubyte", "t10k-labels.idx1-ubyte.gz", "t10k-images.idx3-ubyte"})
    void only_regular_files_are_read(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertRefused(file + " cannot be read: it is a pipe or a device, not a file.");

        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertRefused(file + " cannot be read: it is a pipe or a device, not a file.");
    }

    /** Packed, they have less than a megabyte. */
    @Test
    void a_million_images_are_not_unpacked_to_find_that_there_are_three_labels() throws IOException {
        Path packed = folder.resolve("train-images-idx3-ubyte.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(IdxBytes.idx(8, new int[] {1_000_000, 28, 28}, 0));
            byte[] images = new byte[1000 * ImageShape.MNIST.size()];
            for (int i = 0; i < 1000; i++) {
                gzip.write(images);
            }
        }
        Files.delete(folder.resolve("train-images-idx3-ubyte"));
        Allocated allocated = new Allocated();

        assertRefused("%s holds 1000000 images, but %s holds 3 labels."
                .formatted(packed, folder.resolve("train-labels-idx1-ubyte.gz")));

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    @Test
    void the_progress_hears_of_every_file_and_can_end_the_reading() {
        List<Long> done = new ArrayList<>();
        read((activity, files, total, unit) -> done.add(files));

        assertThat(done).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThatThrownBy(() -> read((activity, files, total, unit) -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    /** Two letters of 2 x 3 pixels that lie on their side, labelled from 1 as EMNIST's letters are. */
    @Test
    void emnists_letters_stand_upright_and_have_their_names() throws IOException {
        Path letters = emnist("letters");
        Files.writeString(letters.resolve("emnist-letters-mapping.txt"), "1 65 97\n2 66 98 \n");

        Dataset dataset = Reading.recognised(letters);

        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 3, 2));
        assertThat(dataset.train().image(0)).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(dataset.train().labels()).containsExactly(0, 1);
        assertThat(dataset.classNames()).containsExactly("Aa", "Bb");
        assertThat(dataset.notes())
                .contains("EMNIST's pictures lie on their side in its files; here they stand upright.");
    }

    @Test
    void of_several_sets_in_a_folder_one_is_meant_by_one_of_its_files() throws IOException {
        Path both = emnist("letters");
        emnist("digits");

        assertThatThrownBy(() -> Reading.recognised(both))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "%s holds several data sets (emnist-digits-, emnist-letters-); give the path of the training"
                                + " images of the one that you mean.",
                        both);
        assertThat(Reading.recognised(both.resolve("emnist-letters-train-images-idx3-ubyte"))
                        .test()
                        .size())
                .isEqualTo(1);
    }

    private Path emnist(String name) throws IOException {
        Path sets = Files.createDirectories(folder.resolve("emnist"));
        String prefix = "emnist-" + name + "-";
        Files.write(sets.resolve(prefix + "train-images-idx3-ubyte"), IdxBytes.idx(8, new int[] {2, 2, 3}, 12));
        Files.write(sets.resolve(prefix + "train-labels-idx1-ubyte"), IdxBytes.labels(1, 2));
        Files.write(sets.resolve(prefix + "test-images-idx3-ubyte"), IdxBytes.idx(8, new int[] {1, 2, 3}, 6));
        Files.write(sets.resolve(prefix + "test-labels-idx1-ubyte"), IdxBytes.labels(2));
        return sets;
    }

    /** Interleaved, as most arrays of pictures are, and channel after channel. */
    @Test
    void a_fourth_dimension_holds_the_colours() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), IdxBytes.idx(8, new int[] {3, 1, 2, 3}, 18));
        Files.write(folder.resolve("t10k-images.idx3-ubyte"), IdxBytes.idx(8, new int[] {2, 3, 1, 2}, 12));

        Found content = read(LoadProgress.NONE);

        assertThat(content.parts().get(Part.TRAIN).shape()).isEqualTo(new ImageShape(3, 1, 2));
        assertThat(content.parts().get(Part.TRAIN).image(0)).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(content.parts().get(Part.TEST).image(0)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void a_set_without_test_files_has_a_part_of_each_class_kept() throws IOException {
        Path train = Files.createDirectory(folder.resolve("train"));
        Files.write(train.resolve("train-images-idx3-ubyte"), IdxBytes.idx(8, new int[] {12, 2, 2}, 48));
        Files.write(train.resolve("train-labels-idx1-ubyte"), IdxBytes.labels(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1));

        Dataset dataset = Reading.recognised(train);

        assertThat(dataset.train().size()).isEqualTo(10);
        assertThat(dataset.test().labels()).containsExactly(0, 1);
        assertThat(dataset.fingerprint()).isEqualTo(Reading.recognised(train).fingerprint());
    }

    private Found read(LoadProgress progress) {
        return Reading.by(new IdxFormat(), folder, progress);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> read(LoadProgress.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessage(sentence);
    }
}
