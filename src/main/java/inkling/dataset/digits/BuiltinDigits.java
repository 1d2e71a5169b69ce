package inkling.dataset.digits;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.PenShapes.Shape;
import inkling.text.Text;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Handwritten digits that the program draws itself, for when there is no network, and for tests.
 *
 * <p>Every picture depends on the seed, its split and its place alone: the same on every machine and any number of
 * threads.
 */
public final class BuiltinDigits {
    private static final int TRAIN = 60_000;
    private static final int TEST = 10_000;

    private static final long SEED = 1998;
    /** Pictures between two reports of progress. */
    private static final int CHUNK = 2_000;

    private static final int MOST = Integer.MAX_VALUE / ImageShape.MNIST.size();

    private final PenShapes shapes;
    private final LoadProgress progress;
    private final long total;

    private BuiltinDigits(PenShapes shapes, LoadProgress progress, long total) {
        this.shapes = shapes;
        this.progress = progress;
        this.total = total;
    }

    /**
     * The 60,000 + 10,000 digits of the default seed; takes a few seconds.
     *
     * @throws java.util.concurrent.CancellationException if {@code progress} throws it
     */
    public static Dataset dataset(LoadProgress progress) {
        return generate(SEED, TRAIN, TEST, progress);
    }

    /**
     * @param train number of training images, 0 to 2,739,137; labels are as even as the number allows, in shuffled order
     * @param test number of test images, likewise
     * @throws IllegalArgumentException if a number is out of range
     * @throws java.util.concurrent.CancellationException if {@code progress} throws it
     */
    public static Dataset generate(long seed, int train, int test, LoadProgress progress) {
        BuiltinDigits digits = new BuiltinDigits(PenShapes.digits(), progress, (long) train + test);
        LabelledImages trainImages = digits.draw(mixed(seed, 1), train, 0);
        LabelledImages testImages = digits.draw(mixed(seed, 2), test, train);
        progress.report("drawing digits", digits.total, digits.total, "images");
        return new Dataset(
                DatasetKind.BUILTIN,
                Text.of(
                        "Built-in digits: %,d + %,d pictures that Inkling drew itself from seed %d.",
                        train, test, seed),
                trainImages,
                testImages,
                IntStream.range(0, digits.shapes.size())
                        .mapToObj(Integer::toString)
                        .toList(),
                Fingerprint.of(trainImages, testImages));
    }

    /**
     * The letters A to Z, written by the same hands with the same pens; a letter's label is its place in the alphabet.
     *
     * @param count 0 to 2,739,137
     */
    public static LabelledImages letters(long seed, int count) {
        return new BuiltinDigits(PenShapes.letters(), LoadProgress.NONE, count).draw(mixed(seed, 1), count, 0);
    }

    private LabelledImages draw(long seed, int count, int before) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException(Text.of("number of images must be in 0..%d, was %d", MOST, count));
        }
        byte[] labels = labels(count, shapes.size(), new SplittableRandom(seed));
        byte[] pixels = new byte[count * ImageShape.MNIST.size()];
        for (int from = 0; from < count; from += CHUNK) {
            progress.report("drawing digits", before + from, total, "images");
            IntStream.range(from, Math.min(count, from + CHUNK))
                    .parallel()
                    .forEach(index -> draw(labels[index], mixed(seed, index), pixels, index));
        }
        return new LabelledImages(ImageShape.MNIST, pixels, labels);
    }

    private void draw(int which, long seed, byte[] pixels, int index) {
        SplittableRandom random = new SplittableRandom(seed);
        Shape shape = shapes.pick(which, random.nextDouble());
        new Handwriting(random).write(shape).draw(pixels, index * ImageShape.MNIST.size());
    }

    private static byte[] labels(int count, int classes, SplittableRandom random) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int j = (int) (random.nextDouble() * (i + 1));
            labels[i] = labels[j];
            labels[j] = (byte) (i % classes);
        }
        return labels;
    }

    /** A seed far from those of the neighbours: seeds in an even step could give overlapping sequences. */
    private static long mixed(long seed, long number) {
        return new SplittableRandom(seed ^ number * 0xD1342543DE82EF95L).nextLong();
    }
}
