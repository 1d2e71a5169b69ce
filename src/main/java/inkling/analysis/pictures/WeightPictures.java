package inkling.analysis.pictures;

import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.network.Tensor;
import inkling.text.Named;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer's units, or filters, as pictures of their incoming weights: of a dense layer that looks at a picture one number a
 * pixel, of a convolution its kernels, a plane for each channel that it looks at.
 *
 * <p>Which class a unit pushes for is read off the paths that lead on from it, where all layers after it are dense: the
 * product of their weights, {@code W3 W2[:, i]} (C), is how much each logit would rise for one more of unit i, were every
 * later unit active. ReLU silences some of them for any one image, so this says what a unit is wired for, not what it did.
 */
public final class WeightPictures {
    private static final int COLUMNS = 25;

    private final Fitted layer;
    private final Planes planes;
    private final int inputs;
    private final float[] weights;
    private final float[] biases;
    private final Optional<Tensor> onward;
    private final double[][] pushes;
    private final Range range;

    /**
     * How a unit's weights are laid out.
     *
     * @param count of planes, each of so many rows and columns
     * @param coloured whether the three planes are red, green and blue
     */
    public record Planes(int count, int height, int width, boolean coloured) {
        /** Pixels a weight: of small planes beside each other more than of the line between them. */
        int zoom() {
            return count > 1 && Math.max(width, height) <= 16 ? 4 : 1;
        }

        /** How many planes stand in a row where they stand beside each other. */
        int columns() {
            return (int) Math.ceil(Math.sqrt(count));
        }
    }

    /**
     * Of the first layer that has weights.
     *
     * @param tensors the network's; kept, not copied
     * @param classes of the data set; outputs beyond them stand for none, so that no unit pushes for them
     */
    public static WeightPictures first(Blueprint blueprint, List<Tensor> tensors, int classes) {
        return new WeightPictures(blueprint, tensors, weighted(blueprint).get(0).id(), classes);
    }

    /** The layers that have incoming weights: dense ones and convolutions. */
    public static List<Fitted> weighted(Blueprint blueprint) {
        return blueprint.allLayers().stream()
                .filter(layer -> layer.layer() instanceof Layer.Dense || layer.layer() instanceof Layer.Convolution)
                .toList();
    }

    /** @param layer one of {@link #weighted} */
    public WeightPictures(Blueprint blueprint, List<Tensor> tensors, String layer, int classes) {
        this.layer = blueprint.layer(layer);
        planes = planes(blueprint, this.layer);
        weights = named(tensors, this.layer.module() + ".weight").values();
        biases = named(tensors, this.layer.module() + ".bias").values();
        inputs = weights.length / biases.length;
        List<Tensor> later = later(blueprint, this.layer, tensors);
        onward = later.stream().findFirst();
        pushes = later.isEmpty() ? new double[0][] : paths(later, classes);
        range = Range.of(weights);
    }

    private static Planes planes(Blueprint blueprint, Fitted layer) {
        int[] input = layer.inputShape();
        boolean coloured = blueprint.input().channels() == 3;
        if (layer.layer() instanceof Layer.Convolution convolution) {
            boolean first = weighted(blueprint).get(0).id().equals(layer.id());
            return new Planes(input[0], convolution.kernel(), convolution.kernel(), first && coloured);
        }
        int place = blueprint.layers().indexOf(layer);
        if (place > 0 && blueprint.layers().get(place - 1).layer() instanceof Layer.Flatten) {
            int[] flattened = blueprint.layers().get(place - 1).inputShape();
            return new Planes(flattened[0], flattened[1], flattened[2], place == 1 && coloured);
        }
        int width = (int) Math.ceil(Math.sqrt(input[0])); // of what is flat a square of no meaning
        return new Planes(1, (input[0] + width - 1) / width, width, false);
    }

    /** The weights of the dense layers after it; none if there are others with an effect of their own. */
    private static List<Tensor> later(Blueprint blueprint, Fitted layer, List<Tensor> tensors) {
        int place = blueprint.layers().indexOf(layer);
        List<Fitted> later = place < 0
                ? List.of()
                : blueprint.layers().subList(place + 1, blueprint.layers().size());
        boolean dense = layer.layer() instanceof Layer.Dense
                && later.stream()
                        .allMatch(each -> each.layer() instanceof Layer.Dense
                                || each.layer() instanceof Layer.Relu
                                || each.layer() instanceof Layer.Dropout);
        return dense
                ? later.stream()
                        .filter(each -> each.layer() instanceof Layer.Dense)
                        .map(each -> named(tensors, each.module() + ".weight"))
                        .toList()
                : List.of();
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

    public Fitted layer() {
        return layer;
    }

    public Planes planes() {
        return planes;
    }

    public int units() {
        return biases.length;
    }

    /** A copy of a unit's incoming weights: plane after plane, row by row. */
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

    /** The weights from this unit to each unit of the next dense layer; none where no dense layer is next. */
    public float[] outgoing(int unit) {
        float[] column = new float[onward.map(tensor -> tensor.shape()[0]).orElse(0)];
        for (int j = 0; j < column.length; j++) {
            column[j] = onward.get().values()[j * units() + unit];
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

    /** Whether it can be said which class a unit pushes for. */
    public boolean push() {
        return pushes.length > 0;
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

    /**
     * Every unit once; of two that are equal in the order, the lower index comes first.
     *
     * @param order by class only where {@link #push} holds
     */
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

    /** Where the pictures stand in a file, their planes beside each other. */
    public Sheet sheet() {
        int columns = planes.columns();
        int rows = (planes.count() + columns - 1) / columns;
        int gap = planes.count() > 1 ? 1 : 0;
        return sheet(
                columns * (planes.width() * planes.zoom() + gap) - gap,
                rows * (planes.height() * planes.zoom() + gap) - gap);
    }

    /** The same where the three planes are one picture in colour. */
    public Sheet colourSheet() {
        return sheet(planes.width(), planes.height());
    }

    private Sheet sheet(int width, int height) {
        return new Sheet(Math.min(units(), COLUMNS), units(), width, height);
    }

    /**
     * A unit's picture with the smallest weight of a range at 0 and its largest at 255; with {@link #range(int)} every
     * picture uses the whole scale, with a common range they compare. What lies beyond has the colour of the end.
     */
    public byte[] picture(int unit, Range range) {
        byte[] bytes = new byte[weights.length / units()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = range.unsigned(weights[unit * inputs + i]);
        }
        return beside(bytes, (byte) 0);
    }

    /** A unit's picture with 0 at 128, and a range's limit at 1 or 255; for {@link ColourMap#SIGNED}. */
    public byte[] signedPicture(int unit, Range range) {
        byte[] bytes = new byte[weights.length / units()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = range.signed(weights[unit * inputs + i]);
        }
        return beside(bytes, (byte) 128);
    }

    /** The same of three planes as red, green and blue, 0xRRGGBB: a weight of 0 is half of its colour. */
    public int[] colourPicture(int unit, Range range) {
        int plane = planes.height() * planes.width();
        int[] rgb = new int[plane];
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[i] = rgb[i] << 8 | range.signed(weights[unit * inputs + channel * plane + i]) & 0xff;
            }
        }
        return rgb;
    }

    /** Planes beside each other, with a line between them. */
    private byte[] beside(byte[] numbers, byte between) {
        if (planes.count() == 1 && numbers.length == planes.width() * planes.height()) {
            return numbers;
        }
        Sheet sheet = sheet();
        byte[] picture = new byte[sheet.width() * sheet.height()];
        Arrays.fill(picture, between);
        int plane = planes.width() * planes.height();
        int zoom = planes.zoom();
        for (int i = 0; i < numbers.length; i++) {
            int at = i / plane;
            int row = at / planes.columns() * (planes.height() * zoom + 1) + i % plane / planes.width() * zoom;
            int column = at % planes.columns() * (planes.width() * zoom + 1) + i % planes.width() * zoom;
            for (int y = row; y < row + zoom; y++) {
                Arrays.fill(picture, y * sheet.width() + column, y * sheet.width() + column + zoom, numbers[i]);
            }
        }
        return picture;
    }

    /** The product of the later layers' weights, the last first: for each unit (C). */
    private double[][] paths(List<Tensor> later, int classes) {
        Tensor output = later.get(later.size() - 1);
        double[][] paths = new double[units()][];
        for (int unit = 0; unit < paths.length; unit++) {
            float[] column = outgoing(unit);
            double[] path = IntStream.range(0, column.length)
                    .mapToDouble(i -> column[i])
                    .toArray();
            for (Tensor next : later.subList(1, later.size())) {
                path = times(next, path);
            }
            paths[unit] = Arrays.copyOf(path, Math.min(classes, output.shape()[0]));
        }
        return paths;
    }

    private static double[] times(Tensor matrix, double[] vector) {
        double[] product = new double[matrix.shape()[0]];
        for (int c = 0; c < product.length; c++) {
            for (int j = 0; j < vector.length; j++) {
                product[c] += (double) matrix.values()[c * vector.length + j] * vector[j];
            }
        }
        return product;
    }

    private static Tensor named(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tensor is named " + name));
    }
}
