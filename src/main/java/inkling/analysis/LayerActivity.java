package inkling.analysis;

import inkling.dataset.LabelledImages;
import inkling.network.Blueprint.Fitted;
import inkling.network.Predictions.Activation;
import inkling.network.Predictor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What the units of a layer do with some images: a unit of a convolution has a number for every place, of which the largest
 * counts.
 *
 * @param units in the layer's order
 * @param images how many were looked at
 */
public record LayerActivity(List<Unit> units, int images) {
    /** Numbers of the layer that are held at once: 16 MB. */
    private static final int NUMBERS = 4_000_000;

    private static final int AT_ONCE = 500;

    /**
     * One unit.
     *
     * @param strongest the images that excite it most, the strongest first; none that leave it cold
     * @param active how many images excite it at all
     * @param means of each class's images (C), those that leave it cold counting as 0; NaN of a class without images
     */
    public record Unit(List<Excited> strongest, int active, double[] means) {}

    /**
     * An image that excites a unit.
     *
     * @param place of the largest number in the unit's map, row by row; 0 where it has but one
     */
    public record Excited(int image, float activation, int place) {
        private static final Comparator<Excited> WEAKEST_FIRST = Comparator.comparingDouble(
                        (Excited each) -> each.activation())
                .thenComparing(each -> each.image(), Comparator.reverseOrder());
    }

    /** @param most how many images are kept of each unit */
    public static LayerActivity of(Predictor predictor, Fitted layer, LabelledImages images, int classes, int most) {
        Counting[] units = new Counting[layer.outputShape()[0]];
        for (int unit = 0; unit < units.length; unit++) {
            units[unit] = new Counting(classes, most);
        }
        int width = 1;
        for (int length : layer.outputShape()) {
            width *= length;
        }
        int atOnce = Math.max(1, Math.min(AT_ONCE, NUMBERS / width));
        for (int first = 0; first < images.size(); first += atOnce) {
            int count = Math.min(atOnce, images.size() - first);
            Activation said = predictor
                    .predict(images.pixels(), first, count, Set.of(layer.id()))
                    .of(layer.id());
            for (int image = 0; image < count; image++) {
                for (int unit = 0; unit < units.length; unit++) {
                    int plane = width / units.length;
                    units[unit].add(
                            first + image,
                            images.label(first + image),
                            said.values(),
                            image * width + unit * plane,
                            plane);
                }
            }
        }
        int[] labels = new int[classes];
        for (int image = 0; image < images.size(); image++) {
            labels[images.label(image)]++;
        }
        List<Unit> counted = new ArrayList<>();
        for (Counting unit : units) {
            counted.add(unit.result(labels));
        }
        return new LayerActivity(counted, images.size());
    }

    private static final class Counting {
        private final PriorityQueue<Excited> strongest = new PriorityQueue<>(Excited.WEAKEST_FIRST);
        private final int most;
        private final double[] sums;
        private int active;

        Counting(int classes, int most) {
            sums = new double[classes];
            this.most = most;
        }

        void add(int image, int label, float[] values, int from, int length) {
            int best = from;
            for (int i = from + 1; i < from + length; i++) {
                best = values[i] > values[best] ? i : best;
            }
            if (!(values[best] > 0)) {
                return;
            }
            active++;
            sums[label] += values[best];
            if (strongest.size() < most || values[best] > strongest.peek().activation()) {
                strongest.add(new Excited(image, values[best], best - from));
            }
            if (strongest.size() > most) {
                strongest.remove();
            }
        }

        Unit result(int[] labels) {
            List<Excited> sorted = new ArrayList<>(strongest);
            sorted.sort(Excited.WEAKEST_FIRST.reversed());
            double[] means = new double[sums.length];
            for (int c = 0; c < means.length; c++) {
                means[c] = sums[c] / labels[c];
            }
            return new Unit(sorted, active, means);
        }
    }
}
