package inkling.analysis;

import inkling.text.Text;

/**
 * Between which bounds a share lies that was seen in a sample, with 95 % confidence (Wilson, "Probable Inference, the Law
 * of Succession, and Statistical Inference", 1927): unlike the textbook's plus and minus two standard errors it stays
 * within 0 to 1, and holds for few images and for shares near either end.
 *
 * @param low 0 to 1
 * @param high 0 to 1
 */
public record Wilson(double low, double high) {
    /** Of the normal distribution, 95 % lie within so many standard deviations. */
    private static final double Z = 1.959963984540054;

    /**
     * @param hits how many of them were, say, right
     * @param count at least 1
     */
    public static Wilson of(int hits, int count) {
        if (hits < 0 || count < 1 || hits > count) {
            throw new IllegalArgumentException(Text.of("%d hits of %d are no share", hits, count));
        }
        double share = (double) hits / count;
        double square = Z * Z / count;
        double middle = share + square / 2;
        double reach = Z * Math.sqrt(share * (1 - share) / count + square / (4 * count));
        // Where all are hits or none is, rounding would leave it a hair from the end.
        return new Wilson(
                hits == 0 ? 0 : (middle - reach) / (1 + square), hits == count ? 1 : (middle + reach) / (1 + square));
    }
}
