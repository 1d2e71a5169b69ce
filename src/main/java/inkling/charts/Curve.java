package inkling.charts;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A line to be drawn.
 *
 * @param name as the key and the dots have it
 * @param look how it is drawn: classes of {@code charts/lines.css}
 * @param points from left to right; the line is broken at one that has no place on the axes, as NaN
 * @param dotted whether each point has a dot
 */
public record Curve(String name, String look, List<Point> points, boolean dotted) {
    /** A number over another, as the axes have them. */
    public record Point(double x, double y) {}

    /** Numbers at places side by side, each with a dot. */
    public static Curve overPlaces(String name, String look, double[] values) {
        return new Curve(
                name,
                look,
                IntStream.range(0, values.length)
                        .mapToObj(place -> new Point(place, values[place]))
                        .toList(),
                true);
    }
}
