package inkling.dataset;

import inkling.text.Text;
import java.util.Arrays;

/**
 * Grey pictures of 28 x 28 pixels with their labels.
 *
 * <p>The arrays are shared, not copied: they hold up to 47 MB and nobody writes to them once they are read.
 *
 * @param pixels one byte a pixel, 0 (background) to 255 (ink), row by row, picture after picture: N x 784
 * @param labels one byte a picture, 0 to 9: N
 */
public record LabelledImages(byte[] pixels, byte[] labels) {
    /** Pixels along one side of a picture. */
    public static final int SIDE = 28;

    /** Pixels of one picture. */
    public static final int PIXELS = SIDE * SIDE;

    public LabelledImages {
        if (pixels.length != labels.length * PIXELS) {
            throw new IllegalArgumentException(Text.of(
                    "%d labels need %d pixels, were %d", labels.length, (long) labels.length * PIXELS, pixels.length));
        }
    }

    public int size() {
        return labels.length;
    }

    public int label(int index) {
        return labels[index];
    }

    /** A copy of one picture's 784 bytes. */
    public byte[] image(int index) {
        return Arrays.copyOfRange(pixels, index * PIXELS, (index + 1) * PIXELS);
    }

    /** A copy of the pictures at some indices, in their order, with their labels. */
    public LabelledImages select(int[] indices) {
        byte[] chosenPixels = new byte[indices.length * PIXELS];
        byte[] chosenLabels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * PIXELS, chosenPixels, i * PIXELS, PIXELS);
            chosenLabels[i] = labels[indices[i]];
        }
        return new LabelledImages(chosenPixels, chosenLabels);
    }
}
