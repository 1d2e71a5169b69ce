package inkling.layers;

import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Numbers on a grid as a picture of {@value #SIZE} by {@value #SIZE}: bands of colour, and a line around each.
 *
 * @param bands the lowest first; with one more for places that have no number
 * @param lines where a band ends, as an SVG path
 */
record Relief(List<Band> bands, String lines) {
    static final int SIZE = 96;
    static final int LEVELS = 10;

    private static final String NONE = "level-none";

    /**
     * Where the numbers are from here to the next band.
     *
     * @param look how it is coloured
     * @param path of squares of 1 by 1, as SVG has it
     */
    record Band(String look, String range, String path) {}

    /**
     * A picture whose first row is at the bottom.
     *
     * @param values (rows, columns), at least two of each; what is no number is left out
     * @param logarithmic whether the bands are of equal ratios
     */
    static Relief of(double[][] values, boolean logarithmic, DoubleFunction<String> words) {
        double[] sorted = Arrays.stream(values)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double least = sorted.length == 0 ? 0 : sorted[0];
        double most = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
        Scale scale = new Scale(logarithmic ? Math.max(least, 1e-6) : least, most, logarithmic);
        double[][] heights = Arrays.stream(values)
                .map(row -> Arrays.stream(row).map(scale::height).toArray())
                .toArray(double[][]::new);
        return new Relief(bands(heights, scale, words), lines(heights));
    }

    /** From a number to how many bands lie below it. */
    private record Scale(double least, double most, boolean logarithmic) {
        double height(double value) {
            if (!Double.isFinite(value)) {
                return Double.NaN;
            }
            double share = logarithmic
                    ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
                    : (value - least) / (most - least);
            return Double.isFinite(share) ? LEVELS * share : 0;
        }

        double value(int height) {
            double share = height / (double) LEVELS;
            return logarithmic ? least * Math.pow(most / least, share) : least + (most - least) * share;
        }
    }

    private static List<Band> bands(double[][] heights, Scale scale, DoubleFunction<String> words) {
        StringBuilder[] paths = new StringBuilder[LEVELS + 1];
        Arrays.setAll(paths, level -> new StringBuilder());
        for (int row = 0; row < SIZE; row++) {
            int from = 0;
            for (int column = 1; column <= SIZE; column++) {
                if (column == SIZE || level(heights, column, row) != level(heights, from, row)) {
                    paths[level(heights, from, row)].append(
                            Text.of("M%d %dh%dv1h-%dz", from, SIZE - 1 - row, column - from, column - from));
                    from = column;
                }
            }
        }
        List<Band> bands = new ArrayList<>(IntStream.range(0, LEVELS)
                .mapToObj(level -> new Band(
                        "level-" + level,
                        Text.of("%s to %s", words.apply(scale.value(level)), words.apply(scale.value(level + 1))),
                        paths[level].toString()))
                .toList());
        if (!paths[LEVELS].isEmpty()) {
            bands.add(new Band(NONE, "not a number", paths[LEVELS].toString()));
        }
        return bands;
    }

    /** The band in the middle of a square of the picture, {@value #LEVELS} where it has no number. */
    private static int level(double[][] heights, int column, int row) {
        double height = between(
                heights, (column + 0.5) / SIZE * (heights[0].length - 1), (row + 0.5) / SIZE * (heights.length - 1));
        return Double.isNaN(height) ? LEVELS : (int) Math.min(LEVELS - 1, Math.floor(height));
    }

    /** Linear between the four places around it. */
    private static double between(double[][] heights, double x, double y) {
        int column = Math.min((int) x, heights[0].length - 2);
        int row = Math.min((int) y, heights.length - 2);
        double right = x - column;
        double up = y - row;
        return (1 - up) * ((1 - right) * heights[row][column] + right * heights[row][column + 1])
                + up * ((1 - right) * heights[row + 1][column] + right * heights[row + 1][column + 1]);
    }

    /** Marching squares: through each square of four places a line where the heights pass a whole number. */
    private static String lines(double[][] heights) {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row + 1 < heights.length; row++) {
            for (int column = 0; column + 1 < heights[0].length; column++) {
                double[] corners = {
                    heights[row][column],
                    heights[row][column + 1],
                    heights[row + 1][column + 1],
                    heights[row + 1][column]
                };
                for (int level = 1; level < LEVELS; level++) {
                    line(corners, level, column, row, heights, path);
                }
            }
        }
        return path.toString();
    }

    private static void line(double[] corners, int level, int column, int row, double[][] heights, StringBuilder path) {
        List<String> ends = new ArrayList<>();
        for (int side = 0; side < 4; side++) {
            double from = corners[side];
            double to = corners[(side + 1) % 4];
            if (from < level != to < level) {
                double share = (level - from) / (to - from);
                double x = column + (side == 0 ? share : side == 1 ? 1 : side == 2 ? 1 - share : 0);
                double y = row + (side == 0 ? 0 : side == 1 ? share : side == 2 ? 1 : 1 - share);
                ends.add(Text.of(
                        "%.1f %.1f", x * SIZE / (heights[0].length - 1), SIZE - y * SIZE / (heights.length - 1)));
            }
        }
        for (int end = 0; end + 1 < ends.size() && Arrays.stream(corners).allMatch(Double::isFinite); end += 2) {
            path.append('M').append(ends.get(end)).append('L').append(ends.get(end + 1));
        }
    }
}
