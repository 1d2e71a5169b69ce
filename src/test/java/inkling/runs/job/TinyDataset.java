package inkling.runs.job;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Ten kinds of noisy bars that a network learns in a few steps. */
public final class TinyDataset {
    private TinyDataset() {}

    public static Dataset of(int train, int test) {
        List<String> names = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        return new Dataset(
                DatasetKind.BUILTIN,
                "Bars, for a test.",
                images(train, 1),
                images(test, 2),
                names,
                Fingerprint.ofWhole("a".repeat(64)));
    }

    /** Writes it as MNIST's files are, for a process or a form to read. */
    public static void write(Path folder, int train, int test) throws IOException {
        Dataset dataset = of(train, test);
        write(folder, "train", dataset.train());
        write(folder, "t10k", dataset.test());
    }

    private static void write(Path folder, String name, LabelledImages images) throws IOException {
        byte[] pixels = images.pixels();
        byte[] labels = images.labels();
        Files.write(
                folder.resolve(name + "-images-idx3-ubyte"),
                ByteBuffer.allocate(16 + pixels.length)
                        .putInt(0x803)
                        .putInt(labels.length)
                        .putInt(28)
                        .putInt(28)
                        .put(pixels)
                        .array());
        Files.write(
                folder.resolve(name + "-labels-idx1-ubyte"),
                ByteBuffer.allocate(8 + labels.length)
                        .putInt(0x801)
                        .putInt(labels.length)
                        .put(labels)
                        .array());
    }

    private static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            for (int pixel = 0; pixel < ImageShape.MNIST.size(); pixel++) {
                boolean bar = pixel / ImageShape.MNIST.width() / 3 == labels[i];
                pixels[i * ImageShape.MNIST.size() + pixel] = (byte) ((bar ? 155 : 0) + random.nextInt(100));
            }
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }
}
