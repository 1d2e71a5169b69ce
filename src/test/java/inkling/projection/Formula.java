package inkling.projection;

/**
 * A small matrix that Java and Python can both write down, {@code float32 (n, d)}:
 *
 * <pre>{@code
 * i, j = np.arange(n)[:, None], np.arange(d)[None, :]
 * x = np.sin(0.7 * i * (j + 1) + j) * (d - j) + 0.01 * i * j
 * }</pre>
 */
final class Formula {
    private Formula() {}

    static float[] points(int n, int d) {
        float[] x = new float[n * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x[i * d + j] = (float) (Math.sin(0.7 * i * (j + 1) + j) * (d - j) + 0.01 * i * j);
            }
        }
        return x;
    }
}
