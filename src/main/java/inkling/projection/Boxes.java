package inkling.projection;

import inkling.parallel.Parallel;
import java.util.Arrays;

/**
 * Points in tiles of those that lie together, each in a box along some axes: how near a tile's points can be to another
 * one is then known without measuring.
 *
 * <p>The points are halved, again and again, along the axis on which they vary most (Bentley 1975), of the principal axes
 * of a sample. On fewer axes than there are dimensions no two points lie farther from each other than they do.
 */
final class Boxes {
    /** On more, of the hidden layers of classifiers, hardly another tile is passed over. */
    private static final int AXES = 8;

    private static final int SAMPLE = 2_000;
    /** Of the largest coordinate, by which a box is larger than its points, whose places on the axes are rounded. */
    private static final float ROUNDING = 1e-6f;

    private final int tile;
    private final int axes;
    /** (N, axes), in the order of the points. */
    private final float[] scores;
    /** The points, tile after tile. */
    final int[] order;
    /** (tiles, axes) */
    private final float[] low;

    private final float[] high;

    /**
     * @param points float32 (N, D), row-major
     * @param tile how many points belong together
     */
    Boxes(float[] points, int dimensions, int tile) {
        this.tile = tile;
        axes = Math.min(AXES, dimensions);
        scores = Pca.of(sample(points, dimensions), dimensions, axes).transform(points);
        order = new int[points.length / dimensions];
        Arrays.setAll(order, i -> i);
        divide(0, order.length);
        int tiles = Parallel.parts(order.length, tile);
        low = new float[tiles * axes];
        high = new float[tiles * axes];
        enclose();
    }

    private static float[] sample(float[] points, int dimensions) {
        int n = points.length / dimensions;
        float[] sample = new float[Math.min(n, SAMPLE) * dimensions];
        for (int i = 0; i < sample.length / dimensions; i++) {
            int point = (int) ((long) n * i * dimensions / sample.length);
            System.arraycopy(points, point * dimensions, sample, i * dimensions, dimensions);
        }
        return sample;
    }

    /** Sorts the points from one place to before another, until each tile's lie together. */
    private void divide(int from, int to) {
        int tiles = Parallel.parts(to - from, tile);
        if (tiles < 2) {
            return;
        }
        int axis = widest(from, to);
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            // Adding 0 makes -0 of 0; as whole numbers negative ones are in the reverse order.
            int bits = Float.floatToIntBits(scores[order[i] * axes + axis] + 0f);
            keys[i - from] = (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << 32 | order[i];
        }
        Arrays.sort(keys);
        for (int i = from; i < to; i++) {
            order[i] = (int) keys[i - from];
        }
        int middle = from + tiles / 2 * tile;
        divide(from, middle);
        divide(middle, to);
    }

    private int widest(int from, int to) {
        int widest = 0;
        double most = -1;
        for (int axis = 0; axis < axes; axis++) {
            double sum = 0;
            double squares = 0;
            for (int i = from; i < to; i++) {
                double score = scores[order[i] * axes + axis];
                sum += score;
                squares += score * score;
            }
            double variance = squares - sum * sum / (to - from);
            if (variance > most) {
                most = variance;
                widest = axis;
            }
        }
        return widest;
    }

    private void enclose() {
        float largest = 0;
        for (float score : scores) {
            largest = Math.max(largest, Math.abs(score));
        }
        Arrays.fill(low, Float.POSITIVE_INFINITY);
        Arrays.fill(high, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < order.length; i++) {
            for (int axis = 0; axis < axes; axis++) {
                int side = i / tile * axes + axis;
                float score = scores[order[i] * axes + axis];
                low[side] = Math.min(low[side], score - ROUNDING * largest);
                high[side] = Math.max(high[side], score + ROUNDING * largest);
            }
        }
    }

    /** Nearer to a point, up to rounding, no point of a tile lies: the square of its distance from their box. */
    float squaredDistance(int point, int tile) {
        float sum = 0;
        for (int axis = 0; axis < axes; axis++) {
            float score = scores[point * axes + axis];
            float off = Math.max(0, Math.max(low[tile * axes + axis] - score, score - high[tile * axes + axis]));
            sum += off * off;
        }
        return sum;
    }
}
