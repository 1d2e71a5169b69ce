package inkling.runs.rates;

import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.RateCurve;
import inkling.training.RateCurve.Point;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The curve of a learning-rate range test as a picture of {@value #WIDTH} by {@value #HEIGHT}: the loss over a logarithmic
 * axis of rates. Its axis of losses ends not far above where the loss began, since one that blows up would flatten all else;
 * what lies above is cut off.
 *
 * @param losses of single steps, as an SVG path
 * @param smoothed the same, smoothed
 * @param lowest the step with the lowest smoothed loss
 * @param suggestion where the suggested rate stands on the axis
 */
record RatePicture(
        String losses, String smoothed, Dot lowest, Optional<String> suggestion, List<Tick> rates, List<Tick> levels) {
    static final double WIDTH = 300;
    static final double HEIGHT = 160;
    private static final double ROOM_ABOVE = 1.25;
    private static final int[] POWERS = {-6, -5, -4, -3, -2, -1, 0, 1};
    private static final String[] SMALL = {"10⁻⁶", "10⁻⁵"};
    private static final double[] NICE = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};
    private static final int LEVELS = 5;

    record Dot(String x, String y) {}

    /** @param at along its axis */
    record Tick(String at, String text) {}

    static RatePicture of(RateCurve curve) {
        double least = curve.lowest().smoothed();
        double most = curve.points().get(0).smoothed();
        double top = Double.isFinite(most) ? Math.max(ROOM_ABOVE * most, most + 0.01) : 1;
        double bottom = Double.isFinite(least) ? Math.max(0, least - (top - least) / 10) : 0;
        return new RatePicture(
                line(curve, Point::loss, bottom, top),
                line(curve, Point::smoothed, bottom, top),
                new Dot(x(curve.lowest().learningRate()), y(least, bottom, top)),
                curve.suggestion().map(RatePicture::x),
                IntStream.range(0, POWERS.length)
                        .mapToObj(i -> new Tick(
                                x(Math.pow(10, POWERS[i])),
                                i < SMALL.length ? SMALL[i] : Figures.brief(Math.pow(10, POWERS[i]))))
                        .toList(),
                levels(bottom, top));
    }

    private static List<Tick> levels(double bottom, double top) {
        double step = DoubleStream.of(NICE)
                .filter(each -> (top - bottom) / each <= LEVELS)
                .findFirst()
                .orElse(top - bottom);
        return DoubleStream.iterate(Math.ceil(bottom / step) * step, level -> level <= top, level -> level + step)
                .mapToObj(level -> new Tick(y(level, bottom, top), Figures.brief(level)))
                .toList();
    }

    /** A loss far above the axis is drawn where the picture is cut, so that numbers stay short. */
    private static String line(RateCurve curve, ToDoubleFunction<Point> loss, double bottom, double top) {
        String line = curve.points().stream()
                .filter(point -> Double.isFinite(loss.applyAsDouble(point)))
                .map(point -> x(point.learningRate()) + " "
                        + y(Math.min(loss.applyAsDouble(point), top + (top - bottom)), bottom, top))
                .collect(Collectors.joining("L"));
        return line.isEmpty() ? "" : "M" + line;
    }

    private static String x(double rate) {
        return Text.of("%.1f", WIDTH * (Math.log10(rate) - POWERS[0]) / (POWERS[POWERS.length - 1] - POWERS[0]));
    }

    private static String y(double loss, double bottom, double top) {
        return Text.of("%.1f", HEIGHT * (1 - (loss - bottom) / (top - bottom)));
    }
}
