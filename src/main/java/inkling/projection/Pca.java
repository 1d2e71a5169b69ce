package inkling.projection;

import inkling.parallel.Parallel;
import java.util.Arrays;

/**
 * The principal axes of a cloud of points: the directions in which it varies most.
 *
 * <p>The covariance is summed on all cores, in single precision over 256 points at a time and in double precision above
 * that, and its eigenvectors found by {@link LeadingAxes}. An axis points to where its largest absolute loading is positive
 * (scikit-learn's {@code svd_flip} on the loadings, its convention since 1.5), so a result never flips.
 *
 * @param mean (D)
 * @param axes (k, D), orthonormal rows, the one that explains most first
 * @param explainedVariance (k), of the points along each axis, dividing by N - 1 as scikit-learn does
 * @param explainedVarianceRatio (k), the same as shares of the variance in all D dimensions
 */
public record Pca(double[] mean, double[][] axes, double[] explainedVariance, double[] explainedVarianceRatio) {
    private static final int PART = 2048;
    private static final int SINGLE_PRECISION = 256;
    /**
     * Points that are gone through at once: that spares the covariance three of four loads and stores, and sums along an
     * axis do not wait for themselves.
     */
    private static final int TOGETHER = 4;

    /** As {@link #of(float[], int, int, Runnable)}, to the end. */
    public static Pca of(float[] points, int dimensions, int components) {
        return of(points, dimensions, components, () -> {});
    }

    /**
     * @param points float32 (N, D), row-major, N at least 1
     * @param dimensions D
     * @param components k, at least 1; an axis beyond D is none, on which every point lies at 0
     * @param check called again and again, on any thread; what it throws ends the computation
     * @throws IllegalArgumentException if the shapes do not fit or a value is not finite
     */
    public static Pca of(float[] points, int dimensions, int components, Runnable check) {
        NearestNeighbours.requireShape(points, dimensions, 1);
        if (components < 1) {
            throw new IllegalArgumentException("components must be at least 1, was " + components);
        }
        int n = points.length / dimensions;
        double[] mean = mean(points, dimensions);
        double[][] covariance = covariance(points, mean, check);
        double total = 0;
        for (int i = 0; i < dimensions; i++) {
            total += covariance[i][i];
        }
        int found = Math.min(components, dimensions);
        LeadingAxes eigen = LeadingAxes.of(covariance, found, check);
        double[][] axes = new double[components][dimensions];
        double[] variance = new double[components];
        double[] ratio = new double[components];
        for (int c = 0; c < found; c++) {
            axes[c] = eigen.vectors()[c];
            orient(axes[c]);
            variance[c] = Math.max(0, eigen.values()[c]) / Math.max(1, n - 1);
            // All the variance along one axis can come out as a little more than all.
            ratio[c] = total > 0 ? Math.min(1, Math.max(0, eigen.values()[c]) / total) : 0;
        }
        return new Pca(mean, axes, variance, ratio);
    }

    /**
     * Where points lie on the axes.
     *
     * @param points float32 (M, D), row-major; any M, such as a single point
     * @return float32 (M, k), row-major
     */
    public float[] transform(float[] points) {
        NearestNeighbours.requireShape(points, mean.length, 0);
        int d = mean.length;
        int k = axes.length;
        int m = points.length / d;
        float[] scores = new float[m * k];
        Parallel.forEach(Parallel.parts(m, PART), part -> {
            int last = Math.min(m, (part + 1) * PART) - 1;
            for (int i = part * PART; i <= last; i += TOGETHER) {
                for (int c = 0; c < k; c++) {
                    along(c, points, i, Math.min(i + 1, last), Math.min(i + 2, last), Math.min(i + 3, last), scores);
                }
            }
        });
        return scores;
    }

    /** Writes the scores of four points, which may be the same, on an axis. */
    private void along(int c, float[] points, int p, int q, int r, int s, float[] scores) {
        double[] axis = axes[c];
        int d = axis.length;
        double atP = 0;
        double atQ = 0;
        double atR = 0;
        double atS = 0;
        for (int j = 0; j < d; j++) {
            double loading = axis[j];
            double middle = mean[j];
            atP += (points[p * d + j] - middle) * loading;
            atQ += (points[q * d + j] - middle) * loading;
            atR += (points[r * d + j] - middle) * loading;
            atS += (points[s * d + j] - middle) * loading;
        }
        int k = axes.length;
        scores[p * k + c] = (float) atP;
        scores[q * k + c] = (float) atQ;
        scores[r * k + c] = (float) atR;
        scores[s * k + c] = (float) atS;
    }

    private static double[] mean(float[] points, int d) {
        int n = points.length / d;
        double[][] sums = new double[Parallel.parts(n, PART)][d];
        Parallel.forEach(sums.length, part -> {
            for (int i = part * PART; i < Math.min(n, (part + 1) * PART); i++) {
                add(points, i * d, 0, sums[part]);
            }
        });
        double[] mean = new double[d];
        for (int j = 0; j < d; j++) {
            for (double[] sum : sums) {
                mean[j] += sum[j];
            }
            mean[j] /= n;
        }
        if (!Arrays.stream(mean).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("points must be finite numbers");
        }
        return mean;
    }

    /** Adds as many numbers as there are sums, but for the first ones. */
    private static void add(float[] numbers, int offset, int from, double[] sums) {
        for (int j = from; j < sums.length; j++) {
            sums[j] += numbers[offset + j];
        }
    }

    /** Times N - 1. */
    private static double[][] covariance(float[] points, double[] mean, Runnable check) {
        int d = mean.length;
        int parts = Parallel.parts(points.length / d, PART);
        double[][][] sums = new double[parts][][];
        Parallel.forEach(parts, part -> sums[part] = covariance(points, mean, part * PART, check));
        double[][] covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                for (double[][] sum : sums) {
                    covariance[i][j] += sum[i][j];
                }
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** Of one part of the points, the upper triangle of a (D, D) matrix. */
    private static double[][] covariance(float[] points, double[] mean, int from, Runnable check) {
        int d = mean.length;
        int to = Math.min(points.length / d, from + PART);
        double[][] sum = new double[d][d];
        float[][] products = new float[d][d];
        float[][] x = new float[TOGETHER][d];
        for (int i = from; i < to; i += TOGETHER) {
            centre(points, mean, i, to, x);
            addProducts(x[0], x[1], x[2], x[3], products);
            if ((i - from) % SINGLE_PRECISION == SINGLE_PRECISION - TOGETHER || i + TOGETHER >= to) {
                for (int row = 0; row < d; row++) {
                    add(products[row], 0, row, sum[row]);
                    Arrays.fill(products[row], 0);
                }
                check.run();
            }
        }
        return sum;
    }

    /** Writes points less the mean, or zeros where there are no more. */
    private static void centre(float[] points, double[] mean, int from, int to, float[][] x) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                x[i][j] = from + i < to ? (float) (points[(from + i) * mean.length + j] - mean[j]) : 0;
            }
        }
    }

    /**
     * Adds x[i] x[j], j >= i, of four points. The compiler turns the inner loop into vector instructions, but only with an
     * array for each point; and soon, since this is called often and does little.
     */
    private static void addProducts(float[] a, float[] b, float[] c, float[] d, float[][] products) {
        for (int i = 0; i < a.length; i++) {
            float ai = a[i];
            float bi = b[i];
            float ci = c[i];
            float di = d[i];
            float[] row = products[i];
            for (int j = i; j < row.length; j++) {
                row[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
            }
        }
    }

    private static void orient(double[] axis) {
        double largest = 0;
        for (double loading : axis) {
            largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
        }
        if (largest < 0) {
            Arrays.setAll(axis, j -> -axis[j]);
        }
    }
}
