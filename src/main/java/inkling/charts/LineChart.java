package inkling.charts;

import inkling.charts.Curve.Point;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Curves over two axes, in a picture of {@code width} by {@code height} that the axes enclose. What is beyond an axis is cut
 * off. The template reads its methods as properties.
 */
public record LineChart(int width, int height, Axis x, Axis y, List<Curve> curves) {
    private static final int WIDE = 480;
    private static final int WIDE_HEIGHT = 220;
    private static final int WIDE_STEPS = 4;
    /** Characters of a number beside others. */
    private static final int SHORT = 6;

    /** @param at along its axis */
    public record Tick(String at, String text) {}

    /** A point as SVG has it. */
    public record Dot(String x, String y, String title) {}

    /** A curve as SVG has it. */
    public record Line(String name, String look, String path, List<Dot> dots) {}

    /**
     * As wide as a card, over places side by side.
     *
     * @param least what its axis holds at least, beside all numbers
     * @param most likewise
     */
    public static LineChart wide(
            List<String> places, List<Curve> curves, double least, double most, DoubleFunction<String> words) {
        double[] all = DoubleStream.concat(
                        DoubleStream.of(least, most),
                        curves.stream().flatMap(each -> each.points().stream()).mapToDouble(Point::y))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return new LineChart(
                WIDE,
                WIDE_HEIGHT,
                Axis.places(places),
                Axis.round(all[0], all[all.length - 1], WIDE_STEPS, words),
                curves);
    }

    /** Whether any of it is to be seen. */
    public boolean drawn() {
        return curves.stream().flatMap(each -> each.points().stream()).anyMatch(this::holds);
    }

    /** The marks below it. */
    public List<Tick> xs() {
        return Arrays.stream(x.ticks())
                .mapToObj(at -> new Tick(x(at), x.words().apply(at)))
                .toList();
    }

    /** The marks beside it. */
    public List<Tick> ys() {
        return Arrays.stream(y.ticks())
                .mapToObj(at -> new Tick(y(at), y.words().apply(at)))
                .toList();
    }

    /** Whether the marks below it are words, which stand aslant. */
    public boolean tilted() {
        return xs().stream().anyMatch(tick -> tick.text().length() > SHORT);
    }

    public List<Line> lines() {
        return curves.stream()
                .map(each ->
                        new Line(each.name(), each.look(), path(each.points()), each.dotted() ? dots(each) : List.of()))
                .toList();
    }

    private boolean holds(Point point) {
        return x.holds(point.x()) && y.holds(point.y());
    }

    private String path(List<Point> points) {
        StringBuilder path = new StringBuilder();
        boolean goesOn = false;
        for (Point point : points) {
            if (holds(point)) {
                path.append(goesOn ? "L" : "M").append(x(point.x())).append(' ').append(y(point.y()));
            }
            goesOn = holds(point);
        }
        return path.toString();
    }

    private List<Dot> dots(Curve curve) {
        return curve.points().stream()
                .filter(this::holds)
                .map(point -> new Dot(
                        x(point.x()),
                        y(point.y()),
                        Text.of(
                                "%s, %s: %s",
                                curve.name(),
                                x.words().apply(point.x()),
                                y.words().apply(point.y()))))
                .toList();
    }

    private String x(double number) {
        return place(width, x.share(number));
    }

    private String y(double number) {
        return place(height, 1 - y.share(number));
    }

    /** What is far beyond an axis is drawn not so far, so that the picture's numbers stay short. */
    private static String place(int length, double share) {
        return Text.of("%.1f", length * Math.max(-1, Math.min(share, 2)));
    }
}
