package inkling.stress.slices;

import inkling.analysis.slices.SliceFigures;
import inkling.text.Figures;
import inkling.text.Text;

/**
 * A slice's line in a table.
 *
 * @param url of the page with its figures
 * @param mistakes of the page with its mistakes
 * @param wrong how many those are
 * @param low where its interval begins on the table's scale, 0 to 100
 * @param at where its accuracy lies
 * @param high where its interval ends
 */
record SliceText(
        String title,
        String url,
        String mistakes,
        String count,
        String wrong,
        String accuracy,
        String interval,
        double low,
        double at,
        double high,
        String confidence,
        String error) {

    /** @param from the accuracy at which the scale begins; it ends at 1 */
    static SliceText of(String title, String url, String mistakes, SliceFigures figures, double from) {
        return new SliceText(
                title,
                url,
                mistakes,
                Figures.count(figures.count()),
                Figures.count(figures.count() - figures.right()),
                Figures.percent(figures.accuracy()),
                interval(figures),
                on(figures.interval().low(), from),
                on(figures.accuracy(), from),
                on(figures.interval().high(), from),
                Figures.percent(figures.confidence()),
                Figures.percent(figures.expectedError()));
    }

    static String interval(SliceFigures figures) {
        return Text.of(
                "%.1f–%.1f\u2009%%",
                100 * figures.interval().low(), 100 * figures.interval().high());
    }

    static double on(double accuracy, double from) {
        return Double.isNaN(accuracy) ? 0 : Math.round(1000 * (accuracy - from) / (1 - from)) / 10.0;
    }

    /** A probability by chance: {@code 0.03}, {@code below 0.0001}. */
    static String chance(double probability) {
        return probability < 0.0001 ? "below 0.0001" : Figures.brief(probability);
    }
}
