package inkling.analysis;

import inkling.text.Text;

/**
 * McNemar's test of whether two networks that answered the same images err equally often (McNemar, 1947; for
 * classifiers: Dietterich, 1998). Only the images on which one is right and the other wrong say anything.
 *
 * @param onlyFirst images that only the first network classified correctly
 * @param onlySecond images that only the second classified correctly
 * @param exact whether the p-value is the binomial one; otherwise chi-square with Edwards' continuity correction
 * @param statistic chi-square with one degree of freedom; where exact, the smaller of the two counts
 * @param pValue two-sided
 */
public record McNemar(int onlyFirst, int onlySecond, boolean exact, double statistic, double pValue) {
    /** From this many images on, chi-square is near enough. */
    private static final int MANY = 25;

    public static McNemar of(LabelledPredictions first, LabelledPredictions second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    Text.of("both networks must answer the same images, were %d and %d", first.size(), second.size()));
        }
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int image = 0; image < first.size(); image++) {
            boolean firstRight = first.right(image);
            boolean secondRight = second.right(image);
            onlyFirst += firstRight && !secondRight ? 1 : 0;
            onlySecond += secondRight && !firstRight ? 1 : 0;
        }
        return of(onlyFirst, onlySecond);
    }

    public static McNemar of(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        int fewer = Math.min(onlyFirst, onlySecond);
        if (n < MANY) {
            return new McNemar(onlyFirst, onlySecond, true, fewer, Math.min(1, 2 * binomialTail(fewer, n)));
        }
        double gap = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
        double chiSquare = gap * gap / n;
        return new McNemar(onlyFirst, onlySecond, false, chiSquare, complementaryError(Math.sqrt(chiSquare / 2)));
    }

    /** P(X <= k) of n fair coins. */
    private static double binomialTail(int k, int n) {
        double term = Math.pow(0.5, n);
        double sum = term;
        for (int i = 1; i <= k; i++) {
            term *= (n - i + 1) / (double) i;
            sum += term;
        }
        return sum;
    }

    /**
     * erfc(x) for x >= 0: the Maclaurin series of erf below 2, Legendre's continued fraction above (Abramowitz and
     * Stegun 7.1.6 and 7.1.14). Good to 13 digits, the tail included.
     */
    static double complementaryError(double x) {
        if (x < 2) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
        }
        double fraction = 0;
        for (int n = 120; n > 0; n--) {
            fraction = n / 2.0 / (x + fraction);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
    }
}
