package inkling.stress;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Measured;
import inkling.charts.Axis;
import inkling.charts.Curve;
import inkling.charts.Curve.Point;
import inkling.charts.LineChart;
import inkling.corruption.Corruption;
import inkling.text.Text;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shares by strength, from the images as they are (strength 0) to the strongest corruption, over an axis that is the same
 * everywhere: from 0 to 100 %.
 */
public final class StrengthChart {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 90;
    private static final Axis STRENGTHS = Axis.places(IntStream.rangeClosed(0, Corruption.STRENGTHS)
            .mapToObj(String::valueOf)
            .toList());
    private static final Axis SHARES = Axis.round(0, 1, 2, share -> Text.of("%.0f\u2009%%", 100 * share));

    private StrengthChart() {}

    public static LineChart of(List<Curve> curves) {
        return new LineChart(WIDTH, HEIGHT, STRENGTHS, SHARES, curves);
    }

    /** The shares of one corruption, from left to right. */
    public static List<Point> points(Measured clean, Damaged damaged, ToDoubleFunction<Measured> share) {
        double[] shares = Stream.concat(
                        Stream.of(clean), damaged.strengths().stream().map(Damaged.Level::measured))
                .mapToDouble(share)
                .toArray();
        return IntStream.range(0, shares.length)
                .mapToObj(strength -> new Point(strength, shares[strength]))
                .toList();
    }
}
