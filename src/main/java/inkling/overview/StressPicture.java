package inkling.overview;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Robustness;
import inkling.overview.TestedPicture.Bar;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a stress test of an epoch came to, as a picture and a sentence.
 *
 * @param bars how often it is right under each corruption, over all strengths
 * @param clean where the line lies of how often it is right without
 */
record StressPicture(List<Bar> bars, String clean, String said) {
    private static final double GAP = 0.8;

    static StressPicture of(Robustness result) {
        List<Damaged> all = result.corruptions();
        Damaged worst =
                all.stream().max(Comparator.comparingDouble(Damaged::meanError)).orElseThrow();
        return new StressPicture(
                IntStream.range(0, all.size())
                        .mapToObj(i -> bar(i, all.size(), 1 - all.get(i).meanError()))
                        .toList(),
                Text.of("%.2f", 100 * (1 - result.clean().accuracy())),
                Text.of(
                        "Mean corruption error %s; the worst is %s: %s.",
                        Figures.percent(result.meanError()),
                        worst.corruption().title().toLowerCase(Locale.ROOT),
                        Figures.percent(worst.meanError())));
    }

    private static Bar bar(int i, int of, double right) {
        double width = 100.0 / of;
        return new Bar(
                Text.of("%.2f", i * width),
                Text.of("%.2f", 100 * (1 - right)),
                Text.of("%.2f", width - GAP),
                Text.of("%.2f", 100 * right));
    }
}
