package inkling.analysis.pictures;

import inkling.network.Tensor;
import inkling.text.Named;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first layer as pictures: each unit's incoming weights are one number a pixel.
 *
 * <p>Which class a unit pushes for is read off the paths that lead on from it: {@code W3 W2[:, i]} (C) is how much each
 * logit would rise for one more of unit i, were every unit of the second layer active. ReLU silences some of them for
 * any one image, so this says what a unit is wired for, not what it did.
 */
public final class WeightPictures {
    private final int inputs;
    private final float[] weights;
    private final float[] biases;
    private final Tensor onward;
    private final double[][] pushes;
    private final Range range;

    /** @param parameters the network's six tensors; kept, not copied */
    public WeightPictures(List<Tensor> parameters) {
        this(parameters, Integer.MAX_VALUE);
    }

    /** @param classes of the data set; outputs beyond them stand for none, so that no unit pushes for them */
    public WeightPictures(List<Tensor> parameters, int classes) {
        Tensor input = named(parameters, "input_fc.weight");
        inputs = input.shape()[1];
        weights = input.values();
        biases = named(parameters, "input_fc.bias").values();
        onward = named(parameters, "hidden_fc.weight");
        pushes = Arrays.stream(paths(named(parameters, "output_fc.weight")))
                .map(each -> Arrays.copyOf(each, Math.min(classes, each.length)))
                .toArray(double[][]::new);
        range = Range.of(weights);
    }

    /** The smallest and the largest of some weights: what a scale reaches from and to. */
    public record Range(float min, float max) {
        private static Range of(float[] weights) {
            float min = weights[0];
            float max = weights[0];
            for (float weight : weights) {
                min = Math.min(min, weight);
                max = Math.max(max, weight);
            }
            return new Range(min, max);
        }

        /** The largest in size: how far a signed scale reaches either way. */
        public float limit() {
            return Math.max(Math.abs(min), Math.abs(max));
        }

        /** From the smaller smallest to the larger largest of two ranges. */
        public Range with(Range other) {
            return new Range(Math.min(min, other.min), Math.max(max, other.max));
        }
    }

    /** In which order the units are shown. */
    public enum Order implements Named {
        /** As the layer has them. */
        INDEX,
        /** The longest weight vector first. */
        NORM,
        /** By the class they push for most, and within a class the strongest push first. */
        CLASS;
    }

    public int units() {
        return biases.length;
    }

    /** A copy of a unit's incoming weights, one a pixel. */
    public float[] weights(int unit) {
        return Arrays.copyOfRange(weights, unit * inputs, (unit + 1) * inputs);
    }

    /** Of the whole layer. */
    public Range range() {
        return range;
    }

    /** Of one unit's incoming weights. */
    public Range range(int unit) {
        return Range.of(weights(unit));
    }

    public float bias(int unit) {
        return biases[unit];
    }

    /** The weights from this unit to each unit of the second hidden layer. */
    public float[] outgoing(int unit) {
        float[] column = new float[onward.shape()[0]];
        for (int j = 0; j < column.length; j++) {
            column[j] = onward.values()[j * units() + unit];
        }
        return column;
    }

    /** The Euclidean length of a unit's incoming weights. */
    public double norm(int unit) {
        double sum = 0;
        for (int i = unit * inputs; i < (unit + 1) * inputs; i++) {
            sum += (double) weights[i] * weights[i];
        }
        return Math.sqrt(sum);
    }

    /** How much this unit pushes for each class, along all its paths: (C). */
    public double[] pushes(int unit) {
        return pushes[unit].clone();
    }

    /** The class this unit pushes for most; the lower one where two are equal. */
    public int pushesFor(int unit) {
        int best = 0;
        for (int c = 1; c < pushes[unit].length; c++) {
            best = pushes[unit][c] > pushes[unit][best] ? c : best;
        }
        return best;
    }

    /** @return every unit once; of two that are equal in the order, the lower index comes first */
    public int[] order(Order order) {
        Comparator<Integer> comparator = switch (order) {
            case INDEX -> Comparator.naturalOrder();
            case NORM -> Comparator.comparingDouble((Integer unit) -> -norm(unit));
            case CLASS ->
                Comparator.comparingInt(this::pushesFor).thenComparingDouble(unit -> -pushes[unit][pushesFor(unit)]);
        };
        return IntStream.range(0, units())
                .boxed()
                .sorted(comparator.thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * A unit's picture with the smallest weight of a range at 0 and its largest at 255; with {@link #range(int)} every
     * picture uses the whole scale, with a common range they compare. What lies beyond has the colour of the end.
     */
    public byte[] picture(int unit, Range range) {
        return unsigned(weights(unit), range);
    }

    /** A unit's picture with 0 at 128, and a range's limit at 1 or 255; for {@link ColourMap#SIGNED}. */
    public byte[] signedPicture(int unit, Range range) {
        return signed(weights(unit), range);
    }

    private double[][] paths(Tensor output) {
        double[][] paths = new double[units()][output.shape()[0]];
        int width = onward.shape()[0];
        for (int unit = 0; unit < units(); unit++) {
            float[] outgoing = outgoing(unit);
            for (int c = 0; c < paths[unit].length; c++) {
                for (int j = 0; j < width; j++) {
                    paths[unit][c] += (double) output.values()[c * width + j] * outgoing[j];
                }
            }
        }
        return paths;
    }

    private static byte[] unsigned(float[] values, Range range) {
        float min = range.min();
        float max = range.max();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            // 256 equal steps with the upper end in the last, as matplotlib looks colours up.
            bytes[i] = (byte)
                    (max > min ? Math.max(0, Math.min(255, (int) (256.0 * (values[i] - min) / (max - min)))) : 0);
        }
        return bytes;
    }

    private static byte[] signed(float[] values, Range range) {
        float limit = range.limit();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            float share = limit > 0 ? Math.max(-1, Math.min(1, values[i] / limit)) : 0;
            bytes[i] = (byte) (128 + Math.round(127 * share));
        }
        return bytes;
    }

    private static Tensor named(List<Tensor> parameters, String name) {
        return parameters.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tensor is named " + name));
    }
}
