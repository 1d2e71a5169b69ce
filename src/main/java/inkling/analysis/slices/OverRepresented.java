package inkling.analysis.slices;

import inkling.analysis.Hypergeometric;
import inkling.analysis.pairs.Holm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A trait or a class that some images have oftener than all images do.
 *
 * @param slice all images that have it
 * @param count how many of those that were chosen have it
 * @param share of those that were chosen, 0 to 1
 * @param overall its share of all images
 * @param corrected how probable so many would be by chance, corrected for all bins that were looked at (Holm, 1979)
 */
public record OverRepresented(Slice slice, int count, double share, double overall, double corrected) {
    /**
     * What stands out, the least probable by chance first.
     *
     * @param chosen indices of images, each once
     * @param except ids of the axes by which they were chosen
     * @param level a corrected probability below which something stands out
     */
    public static List<OverRepresented> of(Slicing slicing, int[] chosen, Set<String> except, double level) {
        List<Slice> slices = new ArrayList<>();
        List<Double> chances = new ArrayList<>();
        for (Axis axis : slicing.axes()) {
            if (!except.contains(axis.id())) {
                for (int bin = 0; bin < axis.bins().size(); bin++) {
                    Slice slice = Slice.of(axis, bin);
                    slices.add(slice);
                    chances.add(chance(axis, slice, chosen));
                }
            }
        }
        double[] corrected =
                Holm.corrected(chances.stream().mapToDouble(Double::doubleValue).toArray());
        return IntStream.range(0, slices.size())
                .filter(i -> corrected[i] < level)
                .mapToObj(i -> of(slices.get(i), chosen, corrected[i]))
                .sorted(Comparator.comparingDouble(OverRepresented::corrected))
                .toList();
    }

    /** Of as many in the bin: as few outside of it. */
    private static double chance(Axis axis, Slice slice, int[] chosen) {
        int all = axis.of().length;
        int within = slice.images().length;
        int outside = chosen.length - count(slice, chosen);
        return new Hypergeometric(all, all - within).atMost(outside, chosen.length);
    }

    private static int count(Slice slice, int[] chosen) {
        Slice.Part part = slice.parts().get(0);
        return (int) IntStream.of(chosen)
                .filter(image -> part.axis().of()[image] == part.bin())
                .count();
    }

    private static OverRepresented of(Slice slice, int[] chosen, double corrected) {
        int count = count(slice, chosen);
        return new OverRepresented(
                slice,
                count,
                (double) count / chosen.length,
                (double) slice.images().length / slice.parts().get(0).axis().of().length,
                corrected);
    }
}
