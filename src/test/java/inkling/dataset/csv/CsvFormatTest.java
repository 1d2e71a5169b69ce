package inkling.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Found;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Part;
import inkling.dataset.Reading;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    @TempDir
    Path folder;

    /** Its first image begins with 0, 0, 5, 13, 9 and is a 0. */
    @Test
    void scikit_learns_digits_are_recognised_scaled_and_given_a_test_set() {
        Path digits = Path.of("src/test/resources/dataset/digits.csv");
        Dataset dataset = Reading.recognised(digits);

        assertThat(dataset.kind()).isEqualTo(DatasetKind.CSV);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 8, 8));
        assertThat(dataset.classes()).isEqualTo(10);
        assertThat(Reading.by(new CsvFormat(), digits).parts().get(Part.TRAIN).pixels())
                .startsWith(0, 0, 80, 207, 143);
        assertThat(dataset.train().size() + dataset.test().size()).isEqualTo(1797);
        assertThat(dataset.notes())
                .containsExactly(
                        "The label is taken from column 65 of 65; the others are a picture of 1 x 8 x 8.",
                        "Pixels from 0 to 16 are scaled to 0 to 255.",
                        "There is no test set: 300 of 1,797 images, a sixth of each class drawn by chance with seed 0,"
                                + " are kept for the test.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label,a,b,c,d\n3,0,1,2,255\n5,9,8,7,6\n3,1,1,1,1\n",
                "3;0;1;2;255\r\n5;9;8;7;6\r\n3;1;1;1;1",
                "\ufeff\"a\"\t\"b\"\t\"label\"\t\"c\"\t\"d\"\n0\t1\t\"3\"\t2\t255\n9\t8\t5\t7\t6\n\n1\t1\t3\t1\t1\n",
                "0 1 2 255 3\n0 8 7 6 5\n0 1 1 1 3\n"
            })
    void tables_with_and_without_a_header_say_the_same(String text) throws IOException {
        Found found = written(text);

        assertThat(found.parts().get(Part.TRAIN).pixels()).startsWith(0, 1, 2, (byte) 255);
        assertThat(found.parts().get(Part.TRAIN).labels()).containsExactly(0, 1, 0);
        assertThat(found.classNames()).containsExactly("3", "5");
    }

    @Test
    void labels_may_be_words() throws IOException {
        Found found = written("cat,0,0,0,9\ndog,1,1,1,255\ncat,0,0,0,9\n");

        assertThat(found.classNames()).containsExactly("cat", "dog");
        assertThat(found.parts().get(Part.TRAIN).labels()).containsExactly(0, 1, 0);
    }

    /** A pixel in a corner has few different numbers as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,1,2,255,0\n0,8,7,6,1\n7,1,1,1,2\n0,1,1,1,2\n",
                "0,1,2,255,0\n0,8,7,6,1\n1,1,1,1,2\n0,1,1,1,2\n",
                "0,255,1,2,0\n1,8,7,6,0\n2,1,1,1,0\n2,1,1,1,1\n"
            })
    void without_a_header_the_labels_are_told_from_a_corner(String text) throws IOException {
        assertThat(written(text).parts().get(Part.TRAIN).labels()).containsExactly(0, 1, 2, 2);
    }

    @Test
    void a_table_that_is_no_square_needs_its_size() throws IOException {
        String text = "0,1,2,3,4,255,0\n1,1,2,3,4,5,1\n0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n";
        Path file = Files.writeString(folder.resolve("oblong.csv"), text);

        assertThatThrownBy(() -> Reading.recognised(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "%s has 6 columns beside that of the labels, which make no square picture, grey or in colour;"
                                + " say the image size.",
                        file);
        Framing framing = new Framing(Optional.of(new Framing.Size(3, 2)), Optional.empty(), Framing.USUAL.fit());
        Dataset dataset = Reading.open(
                new DatasetRequest(DatasetKind.CSV, Optional.of(file.toString()), Optional.empty(), framing));
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 2, 3));
    }

    @Test
    void colours_lie_together_in_a_row() throws IOException {
        String row = "1,2,255,4,5,6,7,8,9,10,11,12";
        LabelledImages images =
                written("0,%s\n1,%s\n".formatted(row, row)).parts().get(Part.TRAIN);

        assertThat(images.shape()).isEqualTo(new ImageShape(3, 2, 2));
        assertThat(images.pixels()).startsWith(1, 4, 7, 10, 2, 5, 8, 11, (byte) 255, 6, 9, 12);
    }

    @Test
    void a_test_set_without_labels_is_left_out_and_that_is_said() throws IOException {
        Files.writeString(folder.resolve("train.csv"), "label,a,b,c,d\n0,1,2,3,255\n1,1,2,3,4\n0,1,2,3,4\n1,1,2,3,4\n");
        Files.writeString(folder.resolve("test.csv"), "a,b,c,d\n1,2,3,4\n");

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.notes()).contains("test.csv has no labels and is left out.");
        assertThat(dataset.test().size()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_in_a_row_is_said_with_its_line() throws IOException {
        assertRefused("0,1,2,3,255\n1,1,2,3\n", " has 4 columns, not 5 as the first line, in line 2.");
        assertRefused("0,1,2,3,4\n1,1,x,3,4\n1,1,2,y,4\n", " has no number in column 4 in line 3.");
        assertRefused("0,1,2,3,400000\n1,1,2,3,4\n", "they must be 0 to 255");
        assertRefused("\n\n", " has no rows.");
        assertRefused("0.5,1,2,3,4.5\n1,1,2,3,4\n", "has no column of labels");
    }

    /** Between the first pass, which counts the rows, and the second, which takes them. */
    @Test
    void a_table_that_loses_rows_while_it_is_read_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), "0,1,2,3,255\n1,1,2,3,4\n0,1,2,3,4\n");

        assertThatThrownBy(() -> Reading.by(new CsvFormat(), file, (activity, done, total, unit) -> {
                    if (activity.startsWith("looking")) {
                        cut(file);
                    }
                }))
                .isInstanceOf(DatasetException.class)
                .hasMessage("%s is cut short: it ends too early.", file);
    }

    private static void cut(Path file) {
        try {
            Files.writeString(file, "0,1,2,3,255\n1,1,2,3,4\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_million_columns_are_refused_before_they_are_held() throws IOException {
        Path file = Files.writeString(folder.resolve("wide.csv"), "0,".repeat(1_000_000));
        Allocated allocated = new Allocated();

        assertThatThrownBy(() -> Reading.recognised(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage("%s has more than 196,609 columns in line 1.", file);

        assertThat(allocated.bytes()).isLessThan(20_000_000);
    }

    /** Packed, it has less than a megabyte. */
    @Test
    void an_endless_line_is_refused() throws IOException {
        Path file = folder.resolve("long.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] block = "7".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 500; i++) {
                out.write(block);
            }
        }
        Allocated allocated = new Allocated();

        assertThatThrownBy(() -> Reading.recognised(file))
                .isInstanceOf(DatasetException.class)
                .hasMessage("%s has a cell of more than 200 characters in line 1.", file);

        assertThat(allocated.bytes()).isLessThan(10_000_000);
    }

    private Found written(String text) throws IOException {
        return Reading.by(new CsvFormat(), Files.writeString(folder.resolve("table.csv"), text));
    }

    private void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> written(text))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(sentence);
    }
}
