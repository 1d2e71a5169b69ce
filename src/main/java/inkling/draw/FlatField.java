package inkling.draw;

import inkling.draw.Drawing.Treatment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the ink on a photographed page whose light is uneven, by a threshold of each point's own.
 *
 * <p>What the bare paper's shade is at each point a grey closing tells (Sternberg, "Grayscale morphology", 1986): it
 * fills every stroke that is narrower than its square, and leaves slopes of light and the edges of shadows where they
 * are, which a local mean would take for ink. The picture is divided by it, as a flat field is, and Otsu's threshold
 * ("A threshold selection method from gray-level histograms", 1979) parts ink from paper.
 */
final class FlatField {
    /** Pixels of the longer side: some averaged away are the grain of a camera, and the network sees 28. */
    private static final int ENOUGH = 250;
    /** Of the longer side: a darker part that is wider than this is a shadow. */
    private static final int WIDEST_STROKE = 4;
    /** Ink takes at least this share of the light from its paper. */
    private static final double LEAST_CONTRAST = 0.12;
    /** What is smaller than this share of the largest stroke is dust. */
    private static final double LEAST_STROKE = 0.05;

    private static final int BINS = 256;

    private final int width;
    private final int height;
    private final double[] shades;

    private FlatField(int width, int height, double[] shades) {
        this.width = width;
        this.height = height;
        this.shades = shades;
    }

    /**
     * @param shades 0 (black) to 255 (white), row by row
     * @return empty if nothing stands out from the paper
     */
    static Optional<Drawing> ink(int[] shades, int width, int height) {
        FlatField field = averaged(shades, width, height, Math.max(1, Math.max(width, height) / ENOUGH));
        EnumSet<Treatment> treatments = EnumSet.of(Treatment.EVENED);
        if (field.isDarkOnLight()) {
            treatments.add(Treatment.INVERTED);
        } else {
            Arrays.setAll(field.shades, i -> 255 - field.shades[i]);
        }
        return parted(field.ink(), field.width)
                .map(pixels -> new Drawing(pixels, field.width, field.height, treatments));
    }

    /** The mean of each square of so many pixels a side; what is left at the right and below is cut off. */
    private static FlatField averaged(int[] shades, int width, int height, int side) {
        FlatField field = new FlatField(width / side, height / side, new double[(width / side) * (height / side)]);
        for (int y = 0; y < field.height * side; y++) {
            for (int x = 0; x < field.width * side; x++) {
                field.shades[y / side * field.width + x / side] += (double) shades[y * width + x] / (side * side);
            }
        }
        return field;
    }

    /** Ink covers less than half of a page, so that it makes the tail of the shades, each beside those around it. */
    private boolean isDarkOnLight() {
        double[] around = filtered(Math.max(width, height) / WIDEST_STROKE, FlatField::mean);
        double[] ratios = new double[shades.length];
        Arrays.setAll(ratios, i -> shades[i] / (around[i] + 1));
        double mean = Arrays.stream(ratios).average().orElseThrow();
        return Arrays.stream(ratios).map(ratio -> Math.pow(ratio - mean, 3)).sum() < 0;
    }

    /** How much of its paper's light each point has lost, 0 to 1. */
    private double[] ink() {
        int reach = Math.max(width, height) / WIDEST_STROKE / 2;
        FlatField wide = widened(reach);
        double[] paper = new FlatField(wide.width, wide.height, wide.filtered(reach, FlatField::brightest))
                .filtered(reach, FlatField::darkest);
        double[] ink = new double[shades.length];
        Arrays.setAll(ink, i -> {
            int there = (i / width + reach) * wide.width + i % width + reach;
            return 1 - (shades[i] + 1) / (paper[there] + 1);
        });
        return ink;
    }

    /** With its edges gone on with, so that a shadow that tapers off along one is as wide there as it may be. */
    private FlatField widened(int by) {
        FlatField wide =
                new FlatField(width + 2 * by, height + 2 * by, new double[(width + 2 * by) * (height + 2 * by)]);
        Arrays.setAll(wide.shades, i -> {
            int x = Math.min(width - 1, Math.max(0, i % wide.width - by));
            int y = Math.min(height - 1, Math.max(0, i / wide.width - by));
            return shades[y * width + x];
        });
        return wide;
    }

    private interface Filter {
        /** One value for the points from (inclusive) to to (exclusive) of a line. */
        double of(double[] line, int from, int to);
    }

    private static double mean(double[] line, int from, int to) {
        return Arrays.stream(line, from, to).sum() / (to - from);
    }

    private static double brightest(double[] line, int from, int to) {
        return Arrays.stream(line, from, to).max().orElseThrow();
    }

    private static double darkest(double[] line, int from, int to) {
        return Arrays.stream(line, from, to).min().orElseThrow();
    }

    /** Over the square around each point, which ends at the picture's edge: along the rows first, then the columns. */
    private double[] filtered(int reach, Filter filter) {
        double[] rows = new double[shades.length];
        for (int y = 0; y < height; y++) {
            double[] line = Arrays.copyOfRange(shades, y * width, (y + 1) * width);
            for (int x = 0; x < width; x++) {
                rows[y * width + x] = filter.of(line, Math.max(0, x - reach), Math.min(width, x + reach + 1));
            }
        }
        double[] both = new double[shades.length];
        for (int x = 0; x < width; x++) {
            int column = x;
            double[] line = IntStream.range(0, height)
                    .mapToDouble(y -> rows[y * width + column])
                    .toArray();
            for (int y = 0; y < height; y++) {
                both[y * width + x] = filter.of(line, Math.max(0, y - reach), Math.min(height, y + reach + 1));
            }
        }
        return both;
    }

    private static Optional<byte[]> parted(double[] ink, int width) {
        double threshold = otsu(ink);
        double strong =
                Arrays.stream(ink).filter(each -> each > threshold).average().orElse(0);
        double none =
                Arrays.stream(ink).filter(each -> each <= threshold).average().orElse(0);
        if (strong - none < LEAST_CONTRAST) {
            return Optional.empty();
        }
        int[] sizes = strokeSizes(ink, width, threshold);
        double least = LEAST_STROKE * Arrays.stream(sizes).max().orElseThrow();
        byte[] pixels = new byte[ink.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte)
                    (sizes[i] < least || sizes[i] == 0 ? 0 : Math.min(255, 255 * (ink[i] - none) / (strong - none)));
        }
        return Optional.of(pixels);
    }

    /** The threshold that leaves the two sides' means furthest apart for their sizes. */
    private static double otsu(double[] ink) {
        int[] counts = new int[BINS];
        for (double each : ink) {
            counts[(int) (each * (BINS - 1))]++;
        }
        double total = IntStream.range(0, BINS)
                .mapToDouble(bin -> (double) bin * counts[bin])
                .sum();
        double below = 0;
        double sum = 0;
        double furthest = -1;
        int best = 0;
        for (int bin = 0; bin < BINS - 1; bin++) {
            below += counts[bin];
            sum += (double) bin * counts[bin];
            double above = ink.length - below;
            double apart = below * above * Math.pow(sum / below - (total - sum) / above, 2);
            if (apart > furthest) {
                furthest = apart;
                best = bin;
            }
        }
        return (best + 1.0) / (BINS - 1);
    }

    /** For each point of ink, how many points hang together with it; 0 for paper. */
    private static int[] strokeSizes(double[] ink, int width, double threshold) {
        int[] sizes = new int[ink.length];
        boolean[] seen = new boolean[ink.length];
        for (int start = 0; start < ink.length; start++) {
            if (seen[start] || ink[start] <= threshold) {
                continue;
            }
            ArrayDeque<Integer> stroke = new ArrayDeque<>();
            ArrayDeque<Integer> next = new ArrayDeque<>();
            seen[start] = next.add(start);
            while (!next.isEmpty()) {
                int point = next.remove();
                stroke.add(point);
                for (int i = 0; i < 9; i++) {
                    int x = point % width + i % 3 - 1;
                    int neighbour = point + (i / 3 - 1) * width + i % 3 - 1;
                    boolean inside = x >= 0 && x < width && neighbour >= 0 && neighbour < ink.length;
                    if (inside && !seen[neighbour] && ink[neighbour] > threshold) {
                        seen[neighbour] = next.add(neighbour);
                    }
                }
            }
            stroke.forEach(point -> sizes[point] = stroke.size());
        }
        return sizes;
    }
}
