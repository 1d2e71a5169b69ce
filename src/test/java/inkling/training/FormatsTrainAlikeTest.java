package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.Reading;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.files.Packed;
import inkling.dataset.idx.IdxBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same images in any format, in the same order, are the same data set, and train to the same numbers. */
class FormatsTrainAlikeTest {
    private static final Dataset DIGITS = BuiltinDigits.generate(3, 600, 120, LoadProgress.NONE);

    @TempDir
    Path folder;

    @Test
    void pictures_a_table_and_arrays_train_to_the_last_digit_as_idx_files_do() throws IOException {
        Path idx = IdxBytes.folder(folder.resolve("idx"), DIGITS.train(), DIGITS.test());
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Path tables = Files.createDirectory(folder.resolve("tables"));
        ByteArrayOutputStream arrays = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(arrays)) {
            for (var part :
                    Map.of("train", DIGITS.train(), "test", DIGITS.test()).entrySet()) {
                LabelledImages images = part.getValue();
                writePictures(pictures.resolve(part.getKey()), images);
                Files.writeString(tables.resolve(part.getKey() + ".csv"), table(images));
                zip.putNextEntry(new ZipEntry("x_" + part.getKey() + ".npy"));
                zip.write(npy("%d, 28, 28".formatted(images.size()), images.pixels()));
                zip.putNextEntry(new ZipEntry("y_" + part.getKey() + ".npy"));
                zip.write(npy(images.size() + ",", images.labels()));
            }
        }
        Path npz = Files.write(folder.resolve("arrays.npz"), arrays.toByteArray());
        Path zipped = Files.write(folder.resolve("pictures.zip"), Packed.zip(pictures));

        EpochMetrics expected = trained(DIGITS);

        for (Path path : List.of(idx, pictures, zipped, tables, npz)) {
            Dataset dataset = Reading.recognised(path);
            assertThat(dataset.fingerprint()).as(path.toString()).isEqualTo(DIGITS.fingerprint());
            assertThat(trained(dataset))
                    .as(path.toString())
                    .usingRecursiveComparison()
                    .ignoringFields("seconds")
                    .isEqualTo(expected);
        }
    }

    private static EpochMetrics trained(Dataset dataset) {
        Recording recording = new Recording();
        Hyperparameters settings = Hyperparameters.DEFAULT.with(Setting.EPOCHS, 1);
        new Training(new TrainingPlan(settings, dataset, "cpu")).run(recording);
        return recording.epochs.get(0);
    }

    private static void writePictures(Path folder, LabelledImages images) throws IOException {
        for (int i = 0; i < images.size(); i++) {
            BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setDataElements(0, 0, 28, 28, images.image(i));
            Path file = folder.resolve("%d/%05d.png".formatted(images.label(i), i));
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        }
    }

    private static String table(LabelledImages images) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < images.size(); i++) {
            text.append(images.label(i));
            for (byte pixel : images.image(i)) {
                text.append(',').append(pixel & 0xff);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static byte[] npy(String shape, byte[] numbers) throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (%s), }\n".formatted(shape);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        file.write(header.getBytes(StandardCharsets.US_ASCII));
        file.write(numbers);
        return file.toByteArray();
    }
}
