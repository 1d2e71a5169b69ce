package inkling.dataset.pictures;

import inkling.dataset.Framing.Fit;
import inkling.dataset.ImageShape;
import java.util.Arrays;

/**
 * Brings a picture to another size by area averaging: each pixel of the new one is the mean of the rectangle that it
 * covers in the old one, so that nothing of it is passed over and nothing rings.
 *
 * <p>Only {@code +-*}{@code /} and rounding are used, so that the same picture gives the same bytes on every machine.
 */
final class Resampling {
    private final Axis across;
    private final Axis down;
    private final ImageShape from;
    private final ImageShape to;

    /** @param from has as many channels as {@code to} */
    Resampling(ImageShape from, ImageShape to, Fit fit) {
        this.from = from;
        this.to = to;
        double scaleX = (double) to.width() / from.width();
        double scaleY = (double) to.height() / from.height();
        double scale = fit == Fit.PAD ? Math.min(scaleX, scaleY) : Math.max(scaleX, scaleY);
        across = Axis.of(from.width(), to.width(), fit == Fit.STRETCH ? scaleX : scale);
        down = Axis.of(from.height(), to.height(), fit == Fit.STRETCH ? scaleY : scale);
    }

    /**
     * One direction.
     *
     * @param first for each pixel of the new picture, the first of the old one that it covers
     * @param weights how much each of those from there on counts; none where the new picture stays black
     */
    private record Axis(int[] first, double[][] weights) {
        static Axis of(int from, int to, double scale) {
            // A picture that is smaller keeps whole pixels, so that its edge is sharp; a larger one is cut in the
            // middle.
            int drawn = Math.max(1, Math.min(to, (int) Math.floor(from * scale + 0.5)));
            int begin = (to - drawn) / 2;
            double seen = Math.min(from, drawn / scale);
            double origin = (from - seen) / 2;
            int[] first = new int[to];
            double[][] weights = new double[to][0];
            for (int i = 0; i < drawn; i++) {
                double left = origin + i * seen / drawn;
                double right = origin + (i + 1) * seen / drawn;
                int start = Math.min(from - 1, (int) left);
                int end = Math.max(start + 1, Math.min(from, (int) Math.ceil(right - 1e-9)));
                double[] own = new double[end - start];
                for (int j = start; j < end; j++) {
                    own[j - start] = (Math.min(right, j + 1) - Math.max(left, j)) / (right - left);
                }
                first[begin + i] = start;
                weights[begin + i] = own;
            }
            return new Axis(first, weights);
        }
    }

    /** @param planes C x H x W */
    void apply(byte[] planes, byte[] target, int offset) {
        if (from.equals(to)) {
            System.arraycopy(planes, 0, target, offset, to.size());
            return;
        }
        double[] line = new double[from.width()];
        for (int row = 0; row < to.channels() * to.height(); row++) {
            int channel = row / to.height();
            line(planes, channel * from.plane(), row % to.height(), line);
            for (int column = 0; column < to.width(); column++) {
                double mean = 0;
                double[] weights = across.weights()[column];
                for (int i = 0; i < weights.length; i++) {
                    mean += weights[i] * line[across.first()[column] + i];
                }
                target[offset + row * to.width() + column] = (byte) Math.min(255, (int) (mean + 0.5));
            }
        }
    }

    /** The mean of the rows that a row of the new picture covers. */
    private void line(byte[] planes, int plane, int row, double[] line) {
        Arrays.fill(line, 0);
        double[] weights = down.weights()[row];
        for (int i = 0; i < weights.length; i++) {
            int start = plane + (down.first()[row] + i) * from.width();
            for (int x = 0; x < line.length; x++) {
                line[x] += weights[i] * (planes[start + x] & 0xff);
            }
        }
    }
}
