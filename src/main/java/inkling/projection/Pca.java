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
    /** Points whose products are added at once, which spares the covariance three of four loads and stores. */
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
            for (int i = part * PART; i < Math.min(m, (part + 1) * PART); i++) {
                for (int c = 0; c < k; c++) {
                    scores[i * k + c] = (float) along(axes[c], points, i * d);
                }
            }
        });
        return scores;
    }

    private double along(double[] axis, float[] points, int offset) {
        double sum = 0;
        for (int j = 0; j < axis.length; j++) {
            sum += (points[offset + j] - mean[j]) * axis[j];
        }
        return sum;
    }

    private static double[] mean(float[] points, int d) {
        int n = points.length / d;
        double[][] sums = new double[Parallel.parts(n, PART)][d];
        Parallel.forEach(sums.length, part -> {
            double[] sum = sums[part];
            for (int i = part * PART; i < Math.min(n, (part + 1) * PART); i++) {
                for (int j = 0; j < d; j++) {
                    sum[j] += points[i * d + j];
                }
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
            for (int row = 0; row < TOGETHER; row++) {
                centre(points, mean, i + row < to ? (i + row) * d : -1, x[row]);
            }
            for (int row = 0; row < d; row++) {
                addProducts(row, x[0], x[1], x[2], x[3], products[row]);
            }
            if ((i - from) % SINGLE_PRECISION == SINGLE_PRECISION - TOGETHER || i + TOGETHER >= to) {
                flush(products, sum);
                check.run();
            }
        }
        return sum;
    }

    /** Writes a point less the mean, or zeros where there is no point. */
    private static void centre(float[] points, double[] mean, int offset, float[] x) {
        for (int j = 0; j < x.length; j++) {
            x[j] = offset < 0 ? 0 : (float) (points[offset + j] - mean[j]);
        }
    }

    /**
     * Adds x[row] x[j], j >= row, of four points. The compiler turns this loop into vector instructions, but only with an
     * array for each point.
     */
    private static void addProducts(int row, float[] a, float[] b, float[] c, float[] d, float[] products) {
        float ai = a[row];
        float bi = b[row];
        float ci = c[row];
        float di = d[row];
        for (int j = row; j < products.length; j++) {
            products[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
        }
    }

    private static void flush(float[][] products, double[][] sum) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = i; j < sum.length; j++) {
                sum[i][j] += products[i][j];
            }
            Arrays.fill(products[i], 0);
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
