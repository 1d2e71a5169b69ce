package inkling.analysis.slices;

import inkling.analysis.Hypergeometric;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.Wilson;
import inkling.analysis.pairs.Holm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The slices on which a network does worse than on all images: every single one and every pair of two axes with at least
 * {@value #FEWEST} images is looked at.
 *
 * <p>Among many slices some are bad by chance alone. The p-value of each is that of drawing as few right answers by chance
 * (hypergeometric, one-sided), and is corrected for all that were looked at (Holm, 1979).
 *
 * @param examined how many slices were looked at
 * @param found those whose interval ends below the accuracy on all images, the surest first; of two axes only those that are
 *     surer than either part alone
 */
public record WeakSlices(int examined, List<Weak> found) {
    /** Images below which a slice is not looked at. */
    public static final int FEWEST = 30;

    /** A slice that is worse than the whole. */
    public record Weak(Slice slice, SliceFigures figures, double pValue, double corrected) {}

    private record Examined(Slice slice, int count, int right, double pValue) {
        double high() {
            return Wilson.of(right, count).high();
        }
    }

    public WeakSlices {
        found = List.copyOf(found);
    }

    public static WeakSlices of(Slicing slicing, LabelledPredictions said) {
        boolean[] right = new boolean[said.size()];
        IntStream.range(0, right.length).forEach(image -> right[image] = said.right(image));
        int all = (int) IntStream.range(0, right.length).filter(i -> right[i]).count();
        List<Examined> examined = examined(slicing, right, new Hypergeometric(said.size(), all));
        double[] corrected =
                Holm.corrected(examined.stream().mapToDouble(Examined::pValue).toArray());
        Map<Slice.Part, Double> single = new HashMap<>();
        examined.stream()
                .filter(each -> each.slice.parts().size() == 1)
                .forEach(each -> single.put(each.slice.parts().get(0), each.high()));
        List<Weak> found = IntStream.range(0, examined.size())
                .filter(i -> examined.get(i).high() < (double) all / said.size())
                .filter(i -> isSurerThanItsParts(examined.get(i), single))
                .mapToObj(i -> new Weak(
                        examined.get(i).slice,
                        SliceFigures.of(said.select(examined.get(i).slice.images())),
                        examined.get(i).pValue,
                        corrected[i]))
                .sorted(Comparator.comparingDouble(
                        each -> each.figures.interval().high()))
                .toList();
        return new WeakSlices(examined.size(), found);
    }

    private static boolean isSurerThanItsParts(Examined each, Map<Slice.Part, Double> single) {
        return each.slice.parts().size() == 1
                || each.slice.parts().stream().allMatch(part -> each.high() < single.getOrDefault(part, 1.0));
    }

    private static List<Examined> examined(Slicing slicing, boolean[] right, Hypergeometric chance) {
        List<Examined> examined = new ArrayList<>();
        List<Axis> axes = slicing.axes();
        for (int a = 0; a < axes.size(); a++) {
            Axis one = axes.get(a);
            for (int b = a; b < axes.size(); b++) {
                Axis other = axes.get(b);
                boolean single = a == b;
                int width = single ? 1 : other.bins().size();
                int[] counts = new int[one.bins().size() * width];
                int[] hits = new int[counts.length];
                for (int image = 0; image < right.length; image++) {
                    int cell = one.of()[image] * width + (single ? 0 : other.of()[image]);
                    counts[cell]++;
                    hits[cell] += right[image] ? 1 : 0;
                }
                for (int cell = 0; cell < counts.length; cell++) {
                    if (counts[cell] >= FEWEST) {
                        Slice slice = single ? Slice.of(one, cell) : Slice.of(one, cell / width, other, cell % width);
                        examined.add(
                                new Examined(slice, counts[cell], hits[cell], chance.atMost(hits[cell], counts[cell])));
                    }
                }
            }
        }
        return examined;
    }
}
