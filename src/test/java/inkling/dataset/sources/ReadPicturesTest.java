package inkling.dataset.sources;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadPicturesTest {
    @TempDir
    Path home;

    @TempDir
    Path folder;

    private Datasets datasets;
    private Path kept;

    @BeforeEach
    void write() throws IOException {
        datasets = new Datasets(home, progress -> {
            throw new IllegalStateException("not asked for");
        });
        kept = home.resolve("datasets").resolve(".pictures");
        byte[][] shades = {png(10), png(200)};
        for (int i = 0; i < ReadPictures.FEWEST; i++) {
            Path file = folder.resolve(i % 2 == 0 ? "dark" : "light").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, shades[i % 2]);
        }
    }

    @Test
    void pictures_that_have_not_changed_are_decoded_once() throws IOException {
        Read first = read(Framing.USUAL);
        Read second = read(Framing.USUAL);
        Read larger = read(larger());

        assertThat(first.decoded()).isTrue();
        assertThat(second.decoded()).isFalse();
        assertThat(second.dataset().fingerprint()).isEqualTo(first.dataset().fingerprint());
        assertThat(second.dataset().notes()).isEqualTo(first.dataset().notes());
        assertThat(second.dataset().classNames()).containsExactly("dark", "light");
        assertThat(larger.decoded()).isTrue();
        assertThat(larger.dataset().shape().width()).isEqualTo(6);
    }

    @Test
    void a_picture_that_has_changed_counts() throws IOException {
        Read before = read(Framing.USUAL);
        Path picture = folder.resolve("dark").resolve("0.png");
        Files.write(picture, png(11));
        Files.setLastModifiedTime(picture, FileTime.fromMillis(1_000_000));

        Read after = read(Framing.USUAL);

        assertThat(after.decoded()).isTrue();
        assertThat(after.dataset().fingerprint()).isNotEqualTo(before.dataset().fingerprint());
    }

    @Test
    void nothing_is_kept_where_a_picture_could_not_be_read() throws IOException {
        Files.write(folder.resolve("dark").resolve("0.png"), new byte[10]);

        Read first = read(Framing.USUAL);

        assertThat(first.dataset().notes()).anyMatch(note -> note.contains("could not be read"));
        assertThat(read(Framing.USUAL).decoded()).isTrue();
        assertThat(kept).doesNotExist();
    }

    @Test
    void what_was_kept_and_is_damaged_is_read_from_the_files() throws IOException {
        Read first = read(Framing.USUAL);
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        Read damaged = read(Framing.USUAL);
        Files.write(files().get(0), new byte[100]);
        Read empty = read(Framing.USUAL);

        assertThat(damaged.decoded()).isTrue();
        assertThat(damaged.dataset().fingerprint()).isEqualTo(first.dataset().fingerprint());
        assertThat(empty.decoded()).isTrue();
        assertThat(read(Framing.USUAL).decoded()).isFalse();
    }

    @Test
    void what_was_kept_of_a_data_set_goes_with_it() throws IOException {
        read(Framing.USUAL);
        read(larger());
        assertThat(files()).hasSize(2);

        datasets.forget(request(Framing.USUAL));

        assertThat(files()).isEmpty();
    }

    private static Framing larger() {
        return new Framing(Optional.of(new Framing.Size(6, 6)), Optional.empty(), Framing.Fit.PAD);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.toList();
        }
    }

    private record Read(Dataset dataset, boolean decoded) {}

    private Read read(Framing framing) {
        Set<String> activities = new TreeSet<>();
        Dataset dataset = datasets.open(request(framing), (activity, done, total, unit) -> activities.add(activity));
        return new Read(dataset, activities.contains("reading pictures"));
    }

    private DatasetRequest request(Framing framing) {
        return new DatasetRequest(DatasetKind.AUTO, Optional.of(folder.toString()), Optional.empty(), framing);
    }

    private static byte[] png(int shade) throws IOException {
        BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 9; i++) {
            image.getRaster().setSample(i % 3, i / 3, 0, shade);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
