package inkling.analysis.pairs;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction for many tests at once (Holm, 1979): whoever calls only those results real whose corrected p-value is
 * below 5 % is wrong about any of them in at most 5 % of cases, however the tests hang together.
 */
public final class Holm {
    private Holm() {}

    /**
     * The p-values as they count among all of them: the k-th smallest of m times m - k + 1, never less than a smaller
     * one's and never more than 1.
     *
     * @param pValues each 0 to 1; not changed
     * @return in the same order
     */
    public static double[] corrected(double[] pValues) {
        int m = pValues.length;
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = new double[m];
        double least = 0;
        for (int k = 0; k < m; k++) {
            least = Math.max(least, Math.min(1, (m - k) * pValues[order[k]]));
            corrected[order[k]] = least;
        }
        return corrected;
    }
}
