package inkling.dataset.cifar;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Coloured pictures of 32 x 32: five shapes anywhere on noise, and five textures in any colours and of any phase, so that no
 * pixel by itself says anything. A network that looks at pixels one by one learns them badly, one that convolves well.
 */
public final class ShapesAndTextures {
    public static final List<String> NAMES = List.of(
            "disc",
            "ring",
            "square",
            "triangle",
            "cross",
            "level stripes",
            "upright stripes",
            "slanted stripes",
            "checks",
            "dots");

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int SIDE = 32;

    private ShapesAndTextures() {}

    /** As a run has it. */
    public static Dataset of(int train, int test) {
        LabelledImages trainImages = images(train, 1);
        LabelledImages testImages = images(test, 2);
        return new Dataset(
                DatasetKind.CIFAR,
                "Shapes and textures, for a test.",
                trainImages,
                testImages,
                NAMES,
                Fingerprint.of(trainImages, testImages));
    }

    /** The same as CIFAR-10's binary files; the training images in two of them. */
    public static Path write(Path folder, int train, int test) {
        try {
            Files.createDirectories(folder);
            byte[] records = records(images(train, 1));
            int half = train / 2 * (1 + SHAPE.size());
            Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(records, half));
            Files.write(folder.resolve("data_batch_2.bin"), Arrays.copyOfRange(records, half, records.length));
            Files.write(folder.resolve("test_batch.bin"), records(images(test, 2)));
            Files.write(folder.resolve("batches.meta.txt"), NAMES);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] records(LabelledImages images) {
        byte[] records = new byte[images.size() * (1 + SHAPE.size())];
        for (int i = 0; i < images.size(); i++) {
            records[i * (1 + SHAPE.size())] = images.labels()[i];
            System.arraycopy(images.image(i), 0, records, i * (1 + SHAPE.size()) + 1, SHAPE.size());
        }
        return records;
    }

    private static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * SHAPE.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % NAMES.size());
            draw(labels[i], random, pixels, i * SHAPE.size());
        }
        return new LabelledImages(SHAPE, pixels, labels);
    }

    private static void draw(int label, SplittableRandom random, byte[] pixels, int offset) {
        int[] ink = colour(random);
        int[] paper = colour(random);
        int x0 = 8 + random.nextInt(16);
        int y0 = 8 + random.nextInt(16);
        int size = 5 + random.nextInt(4);
        int period = 4 + random.nextInt(4);
        boolean inverted = random.nextBoolean();
        for (int i = 0; i < SHAPE.plane(); i++) {
            int x = i % SIDE - x0;
            int y = i / SIDE - y0;
            boolean inside = inside(label, x, y, size, period) != inverted;
            for (int channel = 0; channel < 3; channel++) {
                int value = (inside ? ink : paper)[channel] + random.nextInt(61) - 30;
                pixels[offset + channel * SHAPE.plane() + i] = (byte) Math.max(0, Math.min(255, value));
            }
        }
    }

    private static int[] colour(SplittableRandom random) {
        return new int[] {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
    }

    private static boolean inside(int label, int x, int y, int size, int period) {
        int far = x * x + y * y;
        int half = period / 2;
        return switch (label) {
            case 0 -> far <= size * size;
            case 1 -> far <= size * size && far > (size - 3) * (size - 3);
            case 2 -> Math.abs(x) < size && Math.abs(y) < size;
            case 3 -> y < size && y > -size && 2 * Math.abs(x) < y + size;
            case 4 -> Math.abs(x) < 2 && Math.abs(y) < size || Math.abs(y) < 2 && Math.abs(x) < size;
            case 5 -> Math.floorMod(y, period) < half;
            case 6 -> Math.floorMod(x, period) < half;
            case 7 -> Math.floorMod(x + y, period) < half;
            case 8 -> Math.floorMod(x, period) < half != Math.floorMod(y, period) < half;
            default -> Math.floorMod(x, period) < half && Math.floorMod(y, period) < half;
        };
    }
}
