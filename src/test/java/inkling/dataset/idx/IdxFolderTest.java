package inkling.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.RealMnist;
import inkling.dataset.DatasetException;
import inkling.dataset.LoadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        IdxBytes.folder(folder);
    }

    @Test
    void the_four_files_are_found_under_all_their_names() {
        IdxFolder.Content content = new IdxFolder(folder).read(LoadProgress.NONE);

        assertThat(content.train().labels()).containsExactly(0, 1, 2);
        assertThat(content.test().labels()).containsExactly(2, 1);
        assertThat(content.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void real_mnist_is_read_whole() {
        IdxFolder.Content content = new IdxFolder(RealMnist.folder()).read(LoadProgress.NONE);

        assertThat(content.train().size()).isEqualTo(60_000);
        assertThat(content.test().size()).isEqualTo(10_000);
        assertThat(content.train().labels()).startsWith(5, 0, 4, 1, 9);
    }

    @Test
    void missing_files_are_named() throws IOException {
        Files.delete(folder.resolve("train-labels-idx1-ubyte.gz"));
        Files.delete(folder.resolve("t10k-images.idx3-ubyte"));

        assertThat(new IdxFolder(folder).isComplete()).isFalse();
        assertRefused(folder + " lacks train-labels-idx1-ubyte, t10k-images-idx3-ubyte (plain or .gz).");
    }

    @Test
    void a_folder_that_is_not_there_is_said_so() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> new IdxFolder(nowhere).read(LoadProgress.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessage(nowhere + " is not a folder.");
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

        assertThat(new IdxFolder(folder).read(LoadProgress.NONE).classNames())
                .containsExactly("T-shirt/top", "Trouser", "Pullover");
    }

    @Test
    void every_label_that_occurs_needs_a_name() throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "T-shirt/top\nTrouser\n");

        assertRefused(folder.resolve("classes.txt") + " names 2 classes, but label 2 occurs; it needs a name too.");
    }

    @Test
    void eleven_class_names_are_refused() throws IOException {
        Files.writeString(folder.resolve("classes.txt"), "name\n".repeat(11));

        assertRefused(folder.resolve("classes.txt") + " must name 1 to 10 classes, one a line; it names 11.");
    }

    @Test
    void class_names_that_are_not_text_are_refused() throws IOException {
        Files.write(folder.resolve("classes.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertRefused(folder.resolve("classes.txt") + " is not a text file in UTF-8.");
    }

    @Test
    void the_progress_hears_of_every_file_and_can_end_the_reading() {
        List<Long> done = new ArrayList<>();
        new IdxFolder(folder).read((activity, files, total, unit) -> done.add(files));

        assertThat(done).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThatThrownBy(() -> new IdxFolder(folder).read((activity, files, total, unit) -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> new IdxFolder(folder).read(LoadProgress.NONE))
                .isInstanceOf(DatasetException.class)
                .hasMessage(sentence);
    }
}
