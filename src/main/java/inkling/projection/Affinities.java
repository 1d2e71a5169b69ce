package inkling.projection;

import inkling.parallel.Parallel;
import inkling.projection.NearestNeighbours.Neighbours;
import inkling.text.Text;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How much t-SNE wants each pair of points together: the joint probabilities p_ij of van der Maaten (2014), sparse and
 * symmetric, summing to 1.
 *
 * <p>Around each point a Gaussian is fitted to its 3 x perplexity nearest neighbours so that the perplexity of p_j|i,
 * two to the power of its entropy in bits, is the given one; then p_ij = (p_j|i + p_i|j) / 2N.
 *
 * @param rows (N + 1), where the pairs of each point begin: point i has those from rows[i] to rows[i + 1] - 1
 * @param columns the other point of each pair, ascending within a row
 * @param p the joint probability of each pair
 */
public record Affinities(int[] rows, int[] columns, float[] p) {
    /** Fewer have no perplexity of 1. */
    public static final int LEAST_POINTS = 4;

    private static final int PART = 256;
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_STEPS = 100;

    /**
     * @param points float32 (N, D), row-major
     * @param dimensions D
     * @param perplexity roughly how many neighbours a point has, at least 1 and at most (N - 1) / 3
     * @param progress told on this thread, now and then, of how many points the neighbours are known; what it throws
     *     ends the computation
     */
    public static Affinities of(float[] points, int dimensions, double perplexity, IntConsumer progress) {
        NearestNeighbours.requireShape(points, dimensions, LEAST_POINTS);
        int n = points.length / dimensions;
        if (!(perplexity >= 1 && perplexity <= (n - 1) / 3.0)) {
            throw new IllegalArgumentException(Text.of(
                    "perplexity must be at least 1 and at most a third of the %d points, was %s", n, perplexity));
        }
        int k = Math.min(n - 1, (int) (3 * perplexity + 1));
        Neighbours neighbours = NearestNeighbours.all(points, dimensions, k, progress);
        float[] conditional = conditional(neighbours, perplexity);
        progress.accept(n);
        return symmetric(neighbours, conditional);
    }

    /** How many points there are. */
    public int count() {
        return rows.length - 1;
    }

    /** p_j|i for each neighbour j of each point i: (N, k), in the order of {@code neighbours}. */
    static float[] conditional(Neighbours neighbours, double perplexity) {
        int k = neighbours.k();
        int n = neighbours.indices().length / k;
        float[] p = new float[n * k];
        Parallel.forEach(Parallel.parts(n, PART), part -> {
            Gaussian gaussian = new Gaussian(k);
            for (int i = part * PART; i < Math.min(n, (part + 1) * PART); i++) {
                for (int j = 0; j < k; j++) {
                    // Shifting all distances leaves p as it is, and keeps the nearest from vanishing.
                    gaussian.d[j] = neighbours.squaredDistances()[i * k + j]
                            - neighbours.squaredDistances()[i * k];
                }
                calibrate(gaussian, Math.log(perplexity));
                for (int j = 0; j < k; j++) {
                    p[i * k + j] = (float) gaussian.p[j];
                }
            }
        });
        return p;
    }

    /**
     * Finds the precision at which the entropy is the wanted one, by Newton's method on its logarithm, and by halving a
     * bracket while that does not converge. Where many distances are equal there may be none; the closest is taken.
     */
    private static void calibrate(Gaussian gaussian, double entropy) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double log = gaussian.logOfAGuess();
        double last = 8;
        for (int step = 0; step < MOST_STEPS; step++) {
            gaussian.fit(Math.exp(log));
            double excess = gaussian.entropy - entropy;
            if (Math.abs(excess) < TOLERANCE) {
                return;
            }
            // The entropy falls as the precision grows.
            if (excess > 0) {
                low = log;
            } else {
                high = log;
            }
            double newton = excess / gaussian.fall;
            boolean converging = log + newton > low && log + newton < high && Math.abs(newton) <= Math.abs(last) / 2;
            last = converging ? newton : towardsTheMiddle(low, high, log);
            log += last;
        }
    }

    private static double towardsTheMiddle(double low, double high, double log) {
        if (Double.isInfinite(high)) {
            return 1;
        }
        return Double.isInfinite(low) ? -1 : (low + high) / 2 - log;
    }

    /** p_j = exp(-beta d_j) / sum_k exp(-beta d_k) around one point. */
    private static final class Gaussian {
        final double[] d;
        final double[] p;
        /** In nats. */
        double entropy;
        /** -d entropy / d log beta = beta^2 var(d). */
        double fall;

        Gaussian(int k) {
            d = new double[k];
            p = new double[k];
        }

        double logOfAGuess() {
            double mean = Arrays.stream(d).sum() / d.length;
            return mean > 0 ? -Math.log(mean) : 0;
        }

        void fit(double beta) {
            double sum = 0;
            double first = 0;
            double second = 0;
            for (int j = 0; j < d.length; j++) {
                p[j] = Math.exp(-beta * d[j]);
                sum += p[j];
                first += p[j] * d[j];
                second += p[j] * d[j] * d[j];
            }
            for (int j = 0; j < d.length; j++) {
                p[j] /= sum;
            }
            double mean = first / sum;
            entropy = Math.log(sum) + beta * mean;
            fall = beta * beta * (second / sum - mean * mean);
        }
    }

    private static Affinities symmetric(Neighbours neighbours, float[] conditional) {
        int k = neighbours.k();
        int n = neighbours.indices().length / k;
        Rows forward = sortedByColumn(neighbours, conditional, n, k);
        Rows backward = forward.transposed();
        int[] rows = new int[n + 1];
        for (int i = 0; i < n; i++) {
            rows[i + 1] = rows[i] + forward.merge(i, backward, null, 0, 0);
        }
        Affinities result = new Affinities(rows, new int[rows[n]], new float[rows[n]]);
        Parallel.forEach(Parallel.parts(n, PART), part -> {
            for (int i = part * PART; i < Math.min(n, (part + 1) * PART); i++) {
                forward.merge(i, backward, result, rows[i], 0.5f / n);
            }
        });
        return result;
    }

    private static Rows sortedByColumn(Neighbours neighbours, float[] conditional, int n, int k) {
        Rows sorted = new Rows(new int[n + 1], new int[n * k], new float[n * k]);
        Arrays.setAll(sorted.start, i -> i * k);
        Parallel.forEach(Parallel.parts(n, PART), part -> {
            long[] row = new long[k];
            for (int i = part * PART; i < Math.min(n, (part + 1) * PART); i++) {
                for (int j = 0; j < k; j++) {
                    row[j] = (long) neighbours.indices()[i * k + j] << 32
                            | Float.floatToRawIntBits(conditional[i * k + j]);
                }
                Arrays.sort(row);
                for (int j = 0; j < k; j++) {
                    sorted.column[i * k + j] = (int) (row[j] >>> 32);
                    sorted.value[i * k + j] = Float.intBitsToFloat((int) row[j]);
                }
            }
        });
        return sorted;
    }

    /** A sparse matrix by rows, columns ascending. */
    private record Rows(int[] start, int[] column, float[] value) {
        Rows transposed() {
            int n = start.length - 1;
            int[] from = new int[n + 1];
            for (int j : column) {
                from[j + 1]++;
            }
            Arrays.parallelPrefix(from, Integer::sum);
            Rows result = new Rows(from, new int[column.length], new float[column.length]);
            int[] at = from.clone();
            for (int i = 0; i < n; i++) {
                for (int e = start[i]; e < start[i + 1]; e++) {
                    int to = at[column[e]]++;
                    result.column[to] = i;
                    result.value[to] = value[e];
                }
            }
            return result;
        }

        /** Writes row i of (this + other) x scale into {@code target}, if there is one; returns its length. */
        int merge(int i, Rows other, @Nullable Affinities target, int at, float scale) {
            int a = start[i];
            int b = other.start[i];
            int length = 0;
            while (a < start[i + 1] || b < other.start[i + 1]) {
                int inA = a < start[i + 1] ? column[a] : Integer.MAX_VALUE;
                int inB = b < other.start[i + 1] ? other.column[b] : Integer.MAX_VALUE;
                float sum = (inA <= inB ? value[a++] : 0) + (inB <= inA ? other.value[b++] : 0);
                if (target != null) {
                    target.columns[at + length] = Math.min(inA, inB);
                    target.p[at + length] = sum * scale;
                }
                length++;
            }
            return length;
        }
    }
}
