package inkling.imagine.pages;

import inkling.text.Text;

/** How sure a network is, in words: a percentage with as many nines as are known; log-odds.js does the same. */
public final class Confidence {
    /** As many decimals as fit into a row. */
    public static final int FEW = 4;

    private static final int MOST_DECIMALS = 10;

    private Confidence() {}

    /** {@code 99.98 %}, {@code 99.99997 %}, {@code 12.05 %}. */
    static String of(double logOdds) {
        return of(logOdds, MOST_DECIMALS);
    }

    /** The same with fewer decimals, cut off. */
    public static String of(double logOdds, int mostDecimals) {
        double rest = 1 / (1 + Math.exp(logOdds));
        int decimals = (int) Math.max(2, Math.min(Math.ceil(-Math.log10(rest)) - 1, mostDecimals));
        // Cut off, never rounded up to 100.
        double scale = Math.pow(10, decimals);
        double percent = Math.min(Math.floor(100 * (1 - rest) * scale), 100 * scale - 1) / scale;
        return Text.of("%." + decimals + "f\u2009%%", percent);
    }
}
