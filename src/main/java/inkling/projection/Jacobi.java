package inkling.projection;

import java.util.Arrays;

/**
 * The eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations (Golub &amp; Van Loan, Matrix
 * Computations, section 8.5). A matrix of 100 x 100 takes some 20 ms, less than loading a native library.
 *
 * @param values descending
 * @param vectors orthonormal, row i belonging to value i
 */
record Jacobi(double[] values, double[][] vectors) {
    private static final int MOST_SWEEPS = 60;

    /**
     * @param a symmetric and finite; overwritten
     * @param check called again and again; what it throws ends the computation
     */
    static Jacobi of(double[][] a, Runnable check) {
        int n = a.length;
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            v[i][i] = 1;
        }
        double negligible = 1e-30 * squares(a, true);
        for (int sweep = 0; sweep < MOST_SWEEPS && squares(a, false) > negligible; sweep++) {
            for (int p = 0; p < n; p++) {
                check.run();
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        return sorted(a, v);
    }

    /** Of all entries, or of those beside the diagonal. */
    private static double squares(double[][] a, boolean all) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += i != j || all ? a[i][j] * a[i][j] : 0;
            }
        }
        return sum;
    }

    /** Makes a[p][q] zero: a becomes J' a J, and the rows of v become those of J' v. */
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        double app = a[p][p] - t * a[p][q];
        double aqq = a[q][q] + t * a[p][q];
        rotateRows(a[p], a[q], c, s);
        for (int i = 0; i < a.length; i++) {
            a[i][p] = a[p][i];
            a[i][q] = a[q][i];
        }
        a[p][p] = app;
        a[q][q] = aqq;
        a[p][q] = 0;
        a[q][p] = 0;
        rotateRows(v[p], v[q], c, s);
    }

    private static void rotateRows(double[] p, double[] q, double c, double s) {
        for (int i = 0; i < p.length; i++) {
            double pi = p[i];
            p[i] = c * pi - s * q[i];
            q[i] = s * pi + c * q[i];
        }
    }

    private static Jacobi sorted(double[][] a, double[][] v) {
        Integer[] order = new Integer[a.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(a[j][j], a[i][i]));
        double[] values = new double[a.length];
        double[][] vectors = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            values[i] = a[order[i]][order[i]];
            vectors[i] = v[order[i]];
        }
        return new Jacobi(values, vectors);
    }
}
