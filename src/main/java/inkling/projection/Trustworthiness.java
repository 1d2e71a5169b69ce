package inkling.projection;

import inkling.parallel.Parallel;
import inkling.text.Text;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * How far a map's neighbours can be believed (Venna &amp; Kaski 2001): 1 if each point's k nearest on the map are among
 * its k nearest in the original space, less the further down that order they really are; about 0.5 for a random map.
 *
 * <p>{@code T = 1 - 2 / (N k (2N - 3k - 1)) sum_i sum_j max(0, r(i, j) - k)}, j over the k nearest to i on the map and r
 * its rank among all points by their distance from i in the original space; what scikit-learn computes.
 */
public final class Trustworthiness {
    private static final int BLOCK = 32;

    private final NearestNeighbours original;
    private final NearestNeighbours map;
    private final int k;

    private Trustworthiness(float[] points, int dimensions, float[] map, int k) {
        original = new NearestNeighbours(points, dimensions);
        this.map = new NearestNeighbours(map, 2);
        this.k = k;
        if (original.count() != this.map.count()) {
            throw new IllegalArgumentException(Text.of(
                    "a map of %d points needs %d coordinates, had %d",
                    original.count(), 2 * original.count(), map.length));
        }
        if (k < 1 || 2 * k >= original.count()) {
            throw new IllegalArgumentException(Text.of(
                    "neighbours must be at least 1 and fewer than half of the %d points, were %d",
                    original.count(), k));
        }
    }

    /**
     * Looks at all points.
     *
     * @param points float32 (N, D), row-major
     * @param dimensions D
     * @param map float32 (N, 2), row-major
     * @param k neighbours, 1 to below N / 2
     * @param progress told on this thread, now and then, how many points are done; what it throws ends the computation
     */
    public static double of(float[] points, int dimensions, float[] map, int k, IntConsumer progress) {
        int[] all = new int[points.length / dimensions];
        Arrays.setAll(all, i -> i);
        return new Trustworthiness(points, dimensions, map, k).over(all, progress);
    }

    /**
     * Estimates it from some of the points, each still ranked among all.
     *
     * @param sample how many points; all are taken if there are no more
     * @param seed of the choice
     * @see #of
     */
    public static double sampled(
            float[] points, int dimensions, float[] map, int k, int sample, long seed, IntConsumer progress) {
        if (sample < 1) {
            throw new IllegalArgumentException("a sample must be at least 1 point, was " + sample);
        }
        int[] chosen = new Random(seed)
                .ints(0, points.length / dimensions)
                .distinct()
                .limit(Math.min(sample, points.length / dimensions))
                .toArray();
        return new Trustworthiness(points, dimensions, map, k).over(chosen, progress);
    }

    private double over(int[] points, IntConsumer progress) {
        long[] penalties = new long[points.length];
        int blocks = Parallel.parts(points.length, BLOCK);
        int together = NearestNeighbours.REPORT * Parallel.threads();
        for (int first = 0; first < blocks; first += together) {
            int from = first;
            Parallel.forEach(
                    Math.min(together, blocks - from), block -> penalise(points, (from + block) * BLOCK, penalties));
            progress.accept(Math.min(points.length, (first + together) * BLOCK));
        }
        double n = original.count();
        return 1 - Arrays.stream(penalties).sum() * 2.0 / (points.length * (double) k * (2 * n - 3 * k - 1));
    }

    /** Ranks the map's neighbours of a block of points among all points. */
    private void penalise(int[] points, int from, long[] penalties) {
        int rows = Math.min(BLOCK, points.length - from);
        Ranks[] ranks = new Ranks[rows];
        for (int row = 0; row < rows; row++) {
            ranks[row] = new Ranks(points[from + row]);
        }
        float[] distances = new float[NearestNeighbours.TILE];
        for (int tile = 0; tile < original.tiles(); tile++) {
            for (Ranks row : ranks) {
                original.distances(row.x, tile, distances);
                row.count(distances, tile * NearestNeighbours.TILE, original.size(tile));
            }
        }
        for (int row = 0; row < rows; row++) {
            penalties[from + row] = ranks[row].penalty();
        }
    }

    /** Where the k nearest to a point on the map stand among all points by their distance in the original space. */
    private final class Ranks {
        private final int point;
        private final float[] x;
        /** The neighbours, nearest in the original space first. */
        private final long[] keys;
        /** How many points come after the neighbour before, up to and with this one. */
        private final int[] counts = new int[k];

        Ranks(int point) {
            this.point = point;
            x = original.point(point);
            keys = Arrays.stream(map.nearest(Arrays.copyOf(map.point(point), 2), k + 1)
                            .indices())
                    .filter(i -> i != point)
                    .limit(k)
                    .mapToLong(i -> NearestNeighbours.key(original.distance(x, i), i))
                    .sorted()
                    .toArray();
        }

        void count(float[] distances, int first, int size) {
            float farthest = Float.intBitsToFloat((int) (keys[k - 1] >>> 32));
            for (int i = 0; i < size; i++) {
                if (distances[i] <= farthest && first + i != point) {
                    int place = Arrays.binarySearch(keys, NearestNeighbours.key(distances[i], first + i));
                    place = place < 0 ? -place - 1 : place;
                    if (place < k) {
                        counts[place]++;
                    }
                }
            }
        }

        long penalty() {
            long penalty = 0;
            int rank = 0;
            for (int count : counts) {
                rank += count;
                penalty += Math.max(0, rank - k);
            }
            return penalty;
        }
    }
}
