package inkling.analysis;

import inkling.dataset.ImageShape;
import inkling.text.Text;

/**
 * Makes a picture of MNIST's kind out of a drawn one, as its authors did (LeCun et al., "Gradient-based learning applied
 * to document recognition", 1998): the ink is fitted into 20 x 20 pixels with its proportions kept, anti-aliased, and
 * its centre of mass put in the middle of 28 x 28.
 *
 * <p>Both are one step here: each target pixel takes the mean ink of the rectangle it covers in the source, so that the
 * centre lies where it should to a fraction of a pixel.
 */
public final class CentreOfMass {
    private static final int BOX = 20;
    /** Measured on the 60,000 training images: the mean centre of mass is pixel 14.0, 14.0, whose middle this is. */
    private static final double CENTRE = 14.5;

    private CentreOfMass() {}

    /**
     * @param pixels one byte a pixel, 0 (background) to 255 (ink), row by row: width x height
     * @return 28 x 28; blank if the source is
     */
    public static byte[] centred(byte[] pixels, int width, int height) {
        if (pixels.length != width * height) {
            throw new IllegalArgumentException(
                    Text.of("%d x %d pixels expected, were %d", width, height, pixels.length));
        }
        double[] columnInk = new double[width];
        double[] rowInk = new double[height];
        for (int i = 0; i < pixels.length; i++) {
            columnInk[i % width] += pixels[i] & 0xff;
            rowInk[i / width] += pixels[i] & 0xff;
        }
        Extent across = Extent.of(columnInk);
        Extent down = Extent.of(rowInk);
        if (across.length() <= 0) {
            return new byte[ImageShape.MNIST.size()];
        }
        double scale = BOX / Math.max(across.length(), down.length());
        return resampled(pixels, width, across.shares(width, scale), down.shares(height, scale));
    }

    /** Rows first, then columns: the mean over a rectangle is the mean of means. */
    private static byte[] resampled(byte[] pixels, int width, double[][] across, double[][] down) {
        byte[] target = new byte[ImageShape.MNIST.size()];
        for (int row = 0; row < ImageShape.MNIST.width(); row++) {
            double[] line = new double[width];
            for (int y = 0; y < down[row].length; y++) {
                for (int x = 0; x < width && down[row][y] > 0; x++) {
                    line[x] += down[row][y] * (pixels[y * width + x] & 0xff);
                }
            }
            for (int column = 0; column < ImageShape.MNIST.width(); column++) {
                double ink = 0;
                for (int x = 0; x < width; x++) {
                    ink += across[column][x] * line[x];
                }
                target[row * ImageShape.MNIST.width() + column] = (byte) Math.min(255, Math.round(ink));
            }
        }
        return target;
    }

    /**
     * Where the ink lies along one direction of the source, in pixels from its edge.
     *
     * @param centre of mass
     */
    private record Extent(double from, double to, double centre) {
        static Extent of(double[] ink) {
            int from = ink.length;
            int to = 0;
            double sum = 0;
            double moment = 0;
            for (int i = 0; i < ink.length; i++) {
                if (ink[i] > 0) {
                    from = Math.min(from, i);
                    to = i + 1;
                }
                sum += ink[i];
                moment += ink[i] * (i + 0.5);
            }
            return new Extent(from, to, moment / sum);
        }

        double length() {
            return to - from;
        }

        /** For each target pixel, the share of it that each source pixel covers: (28, size). */
        double[][] shares(int size, double scale) {
            double shift = CENTRE - centre * scale;
            // A very lopsided drawing would hang over the edge; it is moved back in rather than cut.
            shift = Math.max(shift, -from * scale);
            shift = Math.min(shift, ImageShape.MNIST.width() - to * scale);
            double[][] shares = new double[ImageShape.MNIST.width()][size];
            for (int target = 0; target < ImageShape.MNIST.width(); target++) {
                for (int source = 0; source < size; source++) {
                    double begin = Math.max(target, source * scale + shift);
                    double end = Math.min(target + 1, (source + 1) * scale + shift);
                    shares[target][source] = Math.max(0, end - begin);
                }
            }
            return shares;
        }
    }
}
