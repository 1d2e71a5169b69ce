package inkling.corruption;

import java.util.Arrays;

/**
 * A Gaussian blur, one axis after the other; beyond the edge lies more of the edge's pixels, and weights end at four
 * deviations. For one thread.
 */
final class Gaussian {
    private static final int DEVIATIONS = 4;

    private final float[] weights;
    private final int radius;
    /** The picture with what lies beyond its edges, so that whole planes are added at a time: (height + 2 r, width + 2 r). */
    private float[] padded = new float[0];

    private float[] sums = new float[0];

    /** @param deviation in pixels, above 0 */
    Gaussian(double deviation) {
        radius = (int) (DEVIATIONS * deviation + 0.5);
        double[] bell = new double[2 * radius + 1];
        for (int i = -radius; i <= radius; i++) {
            bell[radius + i] = StrictMath.exp(-i * i / (2 * deviation * deviation));
        }
        double sum = Arrays.stream(bell).sum();
        weights = new float[bell.length];
        for (int i = 0; i < bell.length; i++) {
            weights[i] = (float) (bell[i] / sum);
        }
    }

    /** @param pixels of planes of {@code height} x {@code width}, one after the other; each gets what became of it */
    void apply(float[] pixels, int height, int width) {
        int wide = width + 2 * radius;
        if (padded.length != wide * (height + 2 * radius)) {
            padded = new float[wide * (height + 2 * radius)];
            sums = new float[wide * height];
        }
        for (int plane = 0; plane < pixels.length; plane += height * width) {
            pad(pixels, plane, height, width);
            add(padded, wide, sums, wide * height);
            add(sums, 1, padded, wide * height - 2 * radius);
            for (int row = 0; row < height; row++) {
                System.arraycopy(padded, row * wide, pixels, plane + row * width, width);
            }
        }
    }

    private void pad(float[] pixels, int plane, int height, int width) {
        int wide = width + 2 * radius;
        for (int row = 0; row < height + 2 * radius; row++) {
            int from = plane + Math.max(0, Math.min(height - 1, row - radius)) * width;
            int to = row * wide;
            Arrays.fill(padded, to, to + radius, pixels[from]);
            System.arraycopy(pixels, from, padded, to + radius, width);
            Arrays.fill(padded, to + radius + width, to + wide, pixels[from + width - 1]);
        }
    }

    /** Each of the first sums gets its weighted mean of numbers that lie so far apart, from its own place on. */
    private void add(float[] numbers, int apart, float[] into, int count) {
        Arrays.fill(into, 0, count, 0);
        for (int tap = 0; tap < weights.length; tap++) {
            float weight = weights[tap];
            int from = tap * apart;
            for (int i = 0; i < count; i++) {
                into[i] += weight * numbers[from + i];
            }
        }
    }
}
