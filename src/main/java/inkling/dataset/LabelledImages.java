package inkling.dataset;

import inkling.parallel.Parallel;
import inkling.text.Text;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Pictures of one shape with their labels.
 *
 * <p>The arrays are shared, not copied: they may be large, and nobody writes to them once they are read.
 *
 * @param shape of each picture
 * @param pixels one byte a number, 0 (black, or background) to 255 (white, or ink), picture after picture: N x C x H x W
 * @param labels one byte a picture, 0 to 99: N
 */
public record LabelledImages(ImageShape shape, byte[] pixels, byte[] labels) {
    /** Pictures that a core copies at a time. */
    private static final int PART = 1_000;

    public LabelledImages {
        long expected = (long) labels.length * shape.size();
        if (pixels.length != expected) {
            throw new IllegalArgumentException(
                    Text.of("%d labels of %s need %d numbers, were %d", labels.length, shape, expected, pixels.length));
        }
    }

    public int size() {
        return labels.length;
    }

    public int label(int index) {
        return labels[index];
    }

    /** A copy of one picture's bytes: C x H x W. */
    public byte[] image(int index) {
        return Arrays.copyOfRange(pixels, index * shape.size(), (index + 1) * shape.size());
    }

    /**
     * Some of them, evenly taken, so that pictures that stand class by class are met alike.
     *
     * @param most how many; all of them, not copied, if there are no more
     */
    public LabelledImages evenly(int most) {
        return size() <= most
                ? this
                : select(IntStream.range(0, most)
                        .map(i -> (int) ((long) i * size() / most))
                        .toArray());
    }

    /** A copy of the pictures at some indices, in their order, with their labels. */
    public LabelledImages select(int[] indices) {
        int size = shape.size();
        byte[] chosenPixels = new byte[indices.length * size];
        byte[] chosenLabels = new byte[indices.length];
        Parallel.forEach(Parallel.parts(indices.length, PART), part -> {
            for (int i = part * PART; i < Math.min(indices.length, (part + 1) * PART); i++) {
                System.arraycopy(pixels, indices[i] * size, chosenPixels, i * size, size);
                chosenLabels[i] = labels[indices[i]];
            }
        });
        return new LabelledImages(shape, chosenPixels, chosenLabels);
    }
}
