package inkling.stress;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Measured;
import inkling.text.Text;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A share by strength, drawn on the server: from the images as they are (strength 0) to the strongest corruption, in a
 * picture of {@value #WIDTH} x {@value #HEIGHT} whose axis is the same everywhere, from 0 to 100 %.
 *
 * @param path the line, as an SVG path
 * @param dots where it was measured
 */
public record CurvePicture(String path, List<Dot> dots) {
    private static final double WIDTH = 150;
    private static final double HEIGHT = 90;

    /** One strength. */
    public record Dot(String x, String y) {}

    public static CurvePicture of(Measured clean, Damaged damaged, ToDoubleFunction<Measured> share) {
        double[] shares = Stream.concat(
                        Stream.of(clean), damaged.strengths().stream().map(Damaged.Level::measured))
                .mapToDouble(share)
                .toArray();
        List<Dot> dots = IntStream.range(0, shares.length)
                .mapToObj(strength -> new Dot(
                        Text.of("%.1f", WIDTH * strength / (shares.length - 1)),
                        Text.of("%.1f", HEIGHT * (1 - shares[strength]))))
                .toList();
        return new CurvePicture(
                dots.stream().map(dot -> dot.x() + " " + dot.y()).collect(Collectors.joining("L", "M", "")), dots);
    }
}
