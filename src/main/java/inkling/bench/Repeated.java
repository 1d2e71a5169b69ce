package inkling.bench;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A data set with another number of training images, again and again the same ones, in files of MNIST's format. */
final class Repeated {
    private static final int UNSIGNED_BYTES = 0x0800;
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    private Repeated() {}

    /**
     * @param dataset of grey images
     * @param reading is given the folder of the files, which is then deleted
     */
    static <T> T read(Dataset dataset, int count, Function<Path, T> reading) {
        try {
            Path folder = Files.createTempDirectory("inkling-growth");
            try {
                writeImages(folder.resolve(FILES.get(0)), dataset.train(), count);
                writeLabels(folder.resolve(FILES.get(1)), dataset.train(), count);
                writeImages(
                        folder.resolve(FILES.get(2)),
                        dataset.test(),
                        dataset.test().size());
                writeLabels(
                        folder.resolve(FILES.get(3)),
                        dataset.test(),
                        dataset.test().size());
                return reading.apply(folder);
            } finally {
                for (String file : FILES) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeImages(Path file, LabelledImages images, int count) throws IOException {
        try (DataOutputStream out = open(file)) {
            out.writeInt(UNSIGNED_BYTES | 3);
            out.writeInt(count);
            out.writeInt(images.shape().height());
            out.writeInt(images.shape().width());
            for (int i = 0; i < count; i++) {
                out.write(images.image(i % images.size()));
            }
        }
    }

    private static void writeLabels(Path file, LabelledImages images, int count) throws IOException {
        try (DataOutputStream out = open(file)) {
            out.writeInt(UNSIGNED_BYTES | 1);
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                out.write(images.label(i % images.size()));
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }
}
