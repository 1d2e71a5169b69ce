package inkling.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The two scales of the confusion matrix: numbers, inks, and what people with other colour vision see of them. */
class MatrixColoursTest {
    private static final String MODULE = "inspect/matrix-colours.js";
    private static final List<String> PARTS = List.of("low", "middle", "high");

    /** How protanopes, deuteranopes and tritanopes see linear red, green and blue (Machado and others, 2009). */
    private static final List<double[][]> VISIONS = List.of(
            new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {
                {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
            },
            new double[][] {
                {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
            },
            new double[][] {
                {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
            });

    @AutoClose
    private final Chromium chromium = Chromium.start();

    @Test
    void what_is_right_and_what_is_wrong_has_an_end_each() throws IOException {
        List<Map<String, Object>> cells =
                List.of(cell(0, 0, 990, 0.99), cell(1, 0, 10, 0.01), cell(0, 1, 30, 0.1), cell(1, 1, 270, 0.9));

        assertThat(chromium.results(
                        MODULE,
                        "ends",
                        List.of(
                                List.of(cells, "count"),
                                List.of(cells, "errors"),
                                List.of(cells, "row"),
                                List.of(List.of(cell(0, 0, 0, 0), cell(1, 0, 0, 0)), "count"))))
                .isEqualTo(List.of(
                        Map.of("right", 990, "wrong", 30),
                        Map.of("right", 990, "wrong", 30),
                        Map.of("right", 1, "wrong", 0.1),
                        Map.of("right", 1, "wrong", 1)));
    }

    @Test
    void one_of_two_inks_can_be_read_on_every_colour_in_both_themes() throws IOException {
        for (int theme : new int[] {0, 1}) {
            List<List<Integer>> inks = List.of(token("matrix-ink-low", theme), token("matrix-ink-high", theme));
            for (String kind : List.of("right", "wrong")) {
                List<List<Object>> parts = IntStream.rangeClosed(0, 100)
                        .mapToObj(i -> List.<Object>of(scale(kind, theme), i / 100.0))
                        .toList();
                List<Object> fills = chromium.results(MODULE, "mixed", parts);
                List<Object> read = chromium.results(
                        MODULE,
                        "readable",
                        fills.stream().map(fill -> List.of(fill, inks)).toList());
                List<Object> contrasts = chromium.results(
                        MODULE,
                        "contrast",
                        IntStream.range(0, fills.size())
                                .mapToObj(i -> List.of(read.get(i), fills.get(i)))
                                .toList());

                assertThat(fills).as("steps of %s", kind).doesNotHaveDuplicates();
                assertThat(contrasts)
                        .allSatisfy(contrast ->
                                assertThat(((Number) contrast).doubleValue()).isGreaterThanOrEqualTo(4.5));
            }
        }
    }

    @Test
    void right_and_wrong_are_told_apart_with_every_kind_of_colour_vision() throws IOException {
        for (int theme : new int[] {0, 1}) {
            for (int part : new int[] {1, 2}) {
                List<Integer> right = scale("right", theme).get(part);
                List<Integer> wrong = scale("wrong", theme).get(part);
                assertThat(VISIONS)
                        .allSatisfy(vision -> assertThat(distance(seen(right, vision), seen(wrong, vision)))
                                .isGreaterThan(0.1));
            }
        }
    }

    private static Map<String, Object> cell(int x, int y, int count, double share) {
        return Map.of("x", x, "y", y, "count", count, "share", share);
    }

    private static List<List<Integer>> scale(String kind, int theme) {
        return PARTS.stream().map(part -> token(kind + "-" + part, theme)).toList();
    }

    /** Red, green and blue of a token, in the light theme (0) or the dark one (1). */
    private static List<Integer> token(String name, int theme) {
        Pattern pattern = Pattern.compile("--" + name + ": light-dark\\(#(\\w{6}), #(\\w{6})\\)");
        try (Stream<String> lines = Files.lines(Path.of("web/static/css/shell/tokens.css"))) {
            MatchResult found = lines.flatMap(line -> pattern.matcher(line).results())
                    .findFirst()
                    .orElseThrow();
            return IntStream.of(0, 2, 4)
                    .mapToObj(at -> Integer.valueOf(found.group(theme + 1).substring(at, at + 2), 16))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In OKLab (Ottosson, 2020). */
    private static double[] seen(List<Integer> rgb, double[][] vision) {
        double[] linear = rgb.stream()
                .mapToDouble(value -> value / 255.0)
                .map(v -> v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
                .toArray();
        double[] known =
                Arrays.stream(times(vision, linear)).map(v -> Math.max(0, v)).toArray();
        double[][] cones = {
            {0.4122214708, 0.5363325363, 0.0514459929},
            {0.2119034982, 0.6806995451, 0.1073969566},
            {0.0883024619, 0.2817188376, 0.6299787005}
        };
        double[][] lab = {
            {0.2104542553, 0.7936177850, -0.0040720468},
            {1.9779984951, -2.4285922050, 0.4505937099},
            {0.0259040371, 0.7827717662, -0.8086757660}
        };
        return times(lab, Arrays.stream(times(cones, known)).map(Math::cbrt).toArray());
    }

    private static double[] times(double[][] matrix, double[] vector) {
        return Arrays.stream(matrix)
                .mapToDouble(row -> IntStream.range(0, 3)
                        .mapToDouble(i -> row[i] * vector[i])
                        .sum())
                .toArray();
    }

    private static double distance(double[] one, double[] other) {
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> Math.pow(one[i] - other[i], 2))
                .sum());
    }
}
