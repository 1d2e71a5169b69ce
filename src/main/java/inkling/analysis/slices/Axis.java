package inkling.analysis.slices;

import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One way of dividing images: by class, or by a trait.
 *
 * @param id in addresses
 * @param bins what each part is called
 * @param of the bin of each image; not to be written to
 */
public record Axis(String id, String title, List<String> bins, byte[] of) {
    /** Parts of a trait, each with as many images as ties allow. */
    private static final int QUANTILES = 5;

    static final String CLASS = "class";

    public Axis {
        bins = List.copyOf(bins);
    }

    static Axis ofClasses(List<String> names, byte[] labels) {
        return new Axis(CLASS, CLASS, names, labels);
    }

    /** @return empty if all images have the same value */
    static Optional<Axis> of(Trait trait, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] edges = IntStream.range(1, QUANTILES)
                .mapToDouble(k -> sorted[(int) ((long) k * sorted.length / QUANTILES)])
                .filter(edge -> edge > sorted[0])
                .distinct()
                .toArray();
        if (edges.length == 0) {
            return Optional.empty();
        }
        byte[] of = new byte[values.length];
        double[] low = new double[edges.length + 1];
        double[] high = new double[edges.length + 1];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int image = 0; image < values.length; image++) {
            int bin = 0;
            while (bin < edges.length && values[image] >= edges[bin]) {
                bin++;
            }
            of[image] = (byte) bin;
            low[bin] = Math.min(low[bin], values[image]);
            high[bin] = Math.max(high[bin], values[image]);
        }
        List<String> bins = IntStream.range(0, low.length)
                .mapToObj(bin -> trait.bin(low[bin], high[bin], bin, low.length))
                .toList();
        return Optional.of(new Axis(trait.id(), trait.title(), bins, of));
    }

    /** What a bin is called where its axis does not stand beside it. */
    String inWords(int bin) {
        return Text.of("%s %s", title, bins.get(bin));
    }
}
