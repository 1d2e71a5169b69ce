package inkling.analysis;

import inkling.text.Text;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well a score tells images like those that were learnt from, which should have more of it, from strangers (Hendrycks
 * and Gimpel, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples in Neural Networks", 2017, arXiv
 * 1610.02136). Equal scores are told apart by nobody: in all three they count as one step.
 *
 * @param auroc the probability that a known image has the higher score, equal ones counting half (Mann and Whitney, 1947)
 * @param aupr the average precision of finding the known images among all by the highest scores first
 * @param falsePositives the share of strangers that a threshold lets through which lets 95 % of the known images through
 * @param threshold that one
 */
public record Separation(double auroc, double aupr, double falsePositives, double threshold) {
    private static final double TRUE_POSITIVES = 0.95;

    /**
     * Of the scores of both groups, neither of them empty.
     *
     * @throws IllegalArgumentException if one is
     */
    public static Separation of(double[] known, double[] strangers) {
        if (known.length == 0 || strangers.length == 0) {
            throw new IllegalArgumentException(
                    Text.of("both groups need scores, had %d and %d", known.length, strangers.length));
        }
        double[] scores = Arrays.copyOf(known, known.length + strangers.length);
        System.arraycopy(strangers, 0, scores, known.length, strangers.length);
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double above = 0;
        double falsePositives = Double.NaN;
        double threshold = Double.NaN;
        int seenKnown = 0;
        int seenStrangers = 0;
        int i = 0;
        while (i < order.length) {
            double score = scores[order[i]];
            int tiedKnown = 0;
            int tiedStrangers = 0;
            for (; i < order.length && scores[order[i]] == score; i++) {
                tiedKnown += order[i] < known.length ? 1 : 0;
                tiedStrangers += order[i] < known.length ? 0 : 1;
            }
            above += tiedStrangers * (seenKnown + tiedKnown / 2.0);
            seenKnown += tiedKnown;
            seenStrangers += tiedStrangers;
            if (Double.isNaN(threshold) && seenKnown >= TRUE_POSITIVES * known.length) {
                threshold = score;
                falsePositives = (double) seenStrangers / strangers.length;
            }
        }
        boolean[] wanted = new boolean[scores.length];
        Arrays.fill(wanted, 0, known.length, true);
        return new Separation(
                above / known.length / strangers.length,
                AveragePrecision.of(scores, wanted),
                falsePositives,
                threshold);
    }
}
