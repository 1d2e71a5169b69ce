package inkling.runs.rates;

import inkling.charts.Axis;
import inkling.charts.Curve;
import inkling.charts.Curve.Point;
import inkling.charts.LineChart;
import inkling.text.Figures;
import inkling.training.RateCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The curve of a learning-rate range test: the loss over a logarithmic axis of rates. Its axis of losses ends not far above
 * where the loss began, since one that blows up would flatten all else.
 */
final class RateChart {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 160;
    private static final double ROOM_ABOVE = 1.25;
    private static final int LEVELS = 5;
    private static final Axis RATES =
            Axis.logarithmic(1e-6, 10, rate -> rate < 3e-6 ? "10⁻⁶" : rate < 3e-5 ? "10⁻⁵" : Figures.brief(rate));

    private RateChart() {}

    static LineChart of(RateCurve curve) {
        double least = curve.lowest().smoothed();
        double most = curve.points().get(0).smoothed();
        double top = Double.isFinite(most) ? Math.max(ROOM_ABOVE * most, most + 0.01) : 1;
        double bottom = Double.isFinite(least) ? Math.max(0, least - (top - least) / 10) : 0;
        List<Curve> curves = new ArrayList<>(List.of(
                steps(curve, "loss", "line-pale", RateCurve.Point::loss),
                steps(curve, "smoothed loss", "line-training", RateCurve.Point::smoothed),
                new Curve(
                        "lowest smoothed loss",
                        "line-best",
                        List.of(new Point(curve.lowest().learningRate(), least)),
                        true)));
        curve.suggestion()
                .ifPresent(rate -> curves.add(new Curve(
                        "suggested",
                        "line-best line-dashed",
                        List.of(new Point(rate, bottom), new Point(rate, top)),
                        false)));
        return new LineChart(WIDTH, HEIGHT, RATES, Axis.linear(bottom, top, LEVELS, Figures::brief), curves);
    }

    private static Curve steps(RateCurve curve, String name, String look, ToDoubleFunction<RateCurve.Point> loss) {
        return new Curve(
                name,
                look,
                curve.points().stream()
                        .map(point -> new Point(point.learningRate(), loss.applyAsDouble(point)))
                        .toList(),
                false);
    }
}
