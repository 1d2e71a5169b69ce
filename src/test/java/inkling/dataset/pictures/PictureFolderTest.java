package inkling.dataset.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.Allocated;
import inkling.dataset.Dataset;
import inkling.dataset.DatasetException;
import inkling.dataset.DatasetKind;
import inkling.dataset.DatasetRequest;
import inkling.dataset.Framing;
import inkling.dataset.Framing.Fit;
import inkling.dataset.ImageShape;
import inkling.dataset.Reading;
import inkling.dataset.files.Packed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code src/test/resources/dataset} are Pillow's; the script that made them lies beside them. */
class PictureFolderTest {
    private static final Path FILES = Path.of("src/test/resources/dataset");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"colour.png", "colour.webp", "colour.bmp", "palette.gif"})
    void every_format_gives_the_same_colours(String file) throws IOException {
        Planes planes = decode(file, 3);

        assertThat(planes.shape()).isEqualTo(new ImageShape(3, 6, 8));
        assertThat(colour(planes, 0, 0)).containsExactly(20, 90, 250);
        assertThat(colour(planes, 0, 5)).containsExactly(200, 30, 10);
        assertThat(colour(planes, 7, 5)).containsExactly(0, 0, 0);
    }

    @Test
    void a_photo_is_turned_as_its_camera_says() throws IOException {
        Planes planes = decode("turned.jpg", 3);

        assertThat(planes.shape()).isEqualTo(new ImageShape(3, 6, 8));
        assertThat(colour(planes, 0, 0)[2]).isGreaterThan(200);
        assertThat(colour(planes, 0, 5)[0]).isGreaterThan(150);
        assertThat(colour(planes, 7, 5)[0]).isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.png", "grey16.png"})
    void grey_values_stay_what_the_file_says(String file) throws IOException {
        Planes planes = decode(file, 1);

        for (int i = 0; i < 48; i++) {
            assertThat(planes.values()[i]).isEqualTo((byte) (5 * i));
        }
    }

    @Test
    void what_is_transparent_lies_on_white() throws IOException {
        Planes planes = decode("alpha.png", 3);

        assertThat(planes.transparent()).isTrue();
        assertThat(colour(planes, 7, 5)).containsExactly(255, 255, 255);
        assertThat(colour(planes, 0, 0)).containsExactly(20, 90, 250);
    }

    /** {@code Image.open("colour.png").convert("L").getpixel((0, 0))} and {@code (0, 5)} in Pillow 9.4. */
    @Test
    void colours_become_grey_as_in_pillow() throws IOException {
        Planes planes = decode("colour.png", 1);

        assertThat(planes.values()[0] & 0xff).isEqualTo(87);
        assertThat(planes.values()[5 * 8] & 0xff).isEqualTo(79);
    }

    @Test
    void classes_are_folders_in_natural_order_and_their_pictures_follow_one_another() throws IOException {
        for (String name : new String[] {"c10/a.png", "c9/b10.png", "c9/b9.png", "c10/b.png"}) {
            grey(name, 3, 3, name.contains("b9") ? 99 : 11);
        }

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.kind()).isEqualTo(DatasetKind.FOLDER);
        assertThat(dataset.classNames()).containsExactly("c9", "c10");
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 3, 3));
        assertThat(dataset.train().labels()).containsExactly(0, 1);
        assertThat(dataset.notes()).contains("The pictures have 3 × 3 pixels and are taken grey.");
    }

    @Test
    void pictures_that_are_numbered_throughout_keep_that_order_across_classes() throws IOException {
        grey("train/0/00002.png", 2, 2, 2);
        grey("train/1/00001.png", 2, 2, 1);
        grey("train/0/00000.png", 2, 2, 7);
        grey("test/1/00000.png", 2, 2, 9);
        grey("valid/0/1.png", 2, 2, 5);

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.train().labels()).containsExactly(0, 1, 0, 0);
        assertThat(dataset.train().pixels()[0]).isEqualTo((byte) 7);
        assertThat(dataset.test().labels()).containsExactly(1);
        assertThat(dataset.validation()).isEqualTo(1);
        assertThat(dataset.split(0.4, 3).validation()).containsExactly(3);
        assertThat(dataset.notes())
                .contains(
                        "Validation is on 1 image, as the data set has it; the share that a run asks for does not count.");
    }

    @Test
    void what_cannot_be_read_is_named_left_out_and_counted() throws IOException {
        for (int i = 0; i < 4; i++) {
            grey("a/%d.png".formatted(i), 3, 3, i);
            grey("b/%d.png".formatted(i), 3, 3, i);
        }
        Files.write(folder.resolve("a/broken.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Files.write(folder.resolve("b/cut.jpg"), Arrays.copyOf(Files.readAllBytes(FILES.resolve("turned.jpg")), 600));
        Path outside = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-outside"));
        Files.copy(FILES.resolve("grey.png"), outside.resolve("private.png"));
        Files.createSymbolicLink(folder.resolve("b/link.png"), outside.resolve("private.png"));
        Files.createSymbolicLink(folder.resolve("c"), outside);

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.train().size() + dataset.test().size()).isEqualTo(8);
        assertThat(dataset.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("3 pictures that could not be read left out: a/broken.png (it is")
                        .contains("b/cut.jpg (it is")
                        .contains("b/link.png (it is a link that leads out of the folder)"))
                .contains("1 link to folders not followed.");
    }

    /** Its header says so; the picture itself would have 3.6 thousand million pixels. */
    @Test
    void a_picture_of_60_000_by_60_000_is_left_out_unseen() throws IOException {
        grey("a/1.png", 3, 3, 1);
        grey("a/2.png", 3, 3, 1);
        grey("b/1.png", 3, 3, 200);
        grey("b/2.png", 3, 3, 200);
        Files.write(folder.resolve("b/huge.png"), huge());
        Reading.recognised(folder);
        Allocated allocated = new Allocated();

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.notes())
                .anySatisfy(note -> assertThat(note).contains("it has 60,000 × 60,000 pixels; at most"));
        assertThat(allocated.bytes()).isLessThan(50_000_000);
    }

    @Test
    void pictures_of_other_proportions_are_padded_cropped_or_stretched() throws IOException {
        grey("a/1.png", 4, 2, 100);
        grey("b/1.png", 4, 2, 200);
        grey("a/2.png", 4, 2, 100);
        grey("b/2.png", 4, 2, 200);

        assertThat(framed(Fit.PAD).train().image(0)).containsExactly(100, 100, 0, 0);
        assertThat(framed(Fit.CROP).train().image(0)).containsExactly(100, 100, 100, 100);
        assertThat(framed(Fit.STRETCH).train().image(0)).containsExactly(100, 100, 100, 100);
        assertThat(framed(Fit.PAD).notes())
                .contains(
                        "The pictures, of 4 × 2 pixels, are brought to 2 × 2 pixels grey: where the proportions differ,"
                                + " each is shrunk to fit with its proportions kept, with black at its sides.");
    }

    /** As contests have them: what is to be read for them has no class. */
    @Test
    void pictures_beside_train_and_test_are_left_out_and_counted() throws IOException {
        for (String part : new String[] {"train", "test"}) {
            for (String name : new String[] {"cat", "dog"}) {
                grey("%s/%s/1.png".formatted(part, name), 2, 2, 9);
                grey("%s/%s/2.png".formatted(part, name), 2, 2, 90);
            }
        }
        grey("images to predict/1.png", 2, 2, 9);

        Dataset dataset = Reading.recognised(folder);

        assertThat(dataset.classNames()).containsExactly("cat", "dog");
        assertThat(dataset.train().size()).isEqualTo(4);
        assertThat(dataset.test().size()).isEqualTo(4);
        assertThat(dataset.notes()).contains("1 picture that lies in no class’s folder left out.");
    }

    @Test
    void one_folder_or_a_hundred_and_one_are_no_classes() throws IOException {
        grey("only/1.png", 3, 3, 1);
        assertThatThrownBy(() -> Reading.recognised(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageEndingWith("a folder of pictures needs a sub-folder for each class, and at least two.");

        for (int i = 0; i < 100; i++) {
            grey("c%d/1.png".formatted(i), 3, 3, 1);
        }
        assertThatThrownBy(() -> Reading.recognised(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessage(folder + " has pictures in 101 sub-folders; at most 100 classes are taken.");
    }

    @Test
    void a_zip_and_a_tar_of_a_folder_are_the_same_as_the_folder() throws IOException {
        for (int i = 0; i < 12; i++) {
            grey("pets/%s/%d.png".formatted(i % 2 == 0 ? "cat" : "dog", i), 5, 4, 20 * i);
        }
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        Path tar = folder.resolveSibling(folder.getFileName() + ".tar.gz");
        Files.write(zip, Packed.zip(folder));
        Files.write(tar, Packed.tarGz(folder));

        Dataset plain = Reading.recognised(folder);

        assertThat(Reading.recognised(zip).fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(Reading.recognised(tar).fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(plain.classNames()).containsExactly("cat", "dog");
    }

    private Dataset framed(Fit fit) {
        Framing framing = new Framing(Optional.of(new Framing.Size(2, 2)), Optional.empty(), fit);
        return Reading.open(
                new DatasetRequest(DatasetKind.FOLDER, Optional.of(folder.toString()), Optional.empty(), framing));
    }

    private static Planes decode(String file, int channels) throws IOException {
        return PictureFile.planes(Files.readAllBytes(FILES.resolve(file)), channels);
    }

    private static int[] colour(Planes planes, int x, int y) {
        int at = y * planes.shape().width() + x;
        int plane = planes.shape().plane();
        return new int[] {
            planes.values()[at] & 0xff, planes.values()[plane + at] & 0xff, planes.values()[2 * plane + at] & 0xff
        };
    }

    private void grey(String name, int width, int height, int value) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, value);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private static byte[] huge() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = {'I', 'H', 'D', 'R', 0, 0, (byte) 0xea, 0x60, 0, 0, (byte) 0xea, 0x60, 8, 2, 0, 0, 0};
        CRC32 checksum = new CRC32();
        checksum.update(header);
        out.writeInt(13);
        out.write(header);
        out.writeInt((int) checksum.getValue());
        return bytes.toByteArray();
    }
}
