package inkling.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How well a ranking puts what is looked for first. */
public final class AveragePrecision {
    private AveragePrecision() {}

    /**
     * The mean of the precision at each thing that is found, {@code sum over n of (R_n - R_n-1) P_n}, as scikit-learn's {@code
     * average_precision_score} has it: what has the same score is found at once.
     *
     * @param scores the higher, the earlier (N)
     * @param wanted what is looked for (N)
     * @return 0 to 1; NaN if nothing is looked for
     */
    public static double of(double[] scores, boolean[] wanted) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList();
        double sum = 0;
        int found = 0;
        int foundBefore = 0;
        for (int n = 0; n < order.size(); n++) {
            found += wanted[order.get(n)] ? 1 : 0;
            boolean tied = n + 1 < order.size() && scores[order.get(n + 1)] == scores[order.get(n)];
            if (!tied) {
                sum += (found - foundBefore) * (double) found / (n + 1);
                foundBefore = found;
            }
        }
        return found == 0 ? Double.NaN : sum / found;
    }
}
