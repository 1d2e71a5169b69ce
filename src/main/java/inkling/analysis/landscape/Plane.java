package inkling.analysis.landscape;

import inkling.network.Tensor;
import inkling.parallel.Parallel;
import inkling.projection.LeadingAxes;
import inkling.random.NormalNumbers;
import java.util.Arrays;
import java.util.List;

/**
 * A plane through a network's parameters, on which its loss is looked at (Li, Xu, Taylor, Studer and Goldstein, "Visualizing
 * the loss landscape of neural nets", 2018, arXiv 1712.09913). As in the code of the paper no direction moves what is a row
 * of numbers: biases, and the scales and shifts of batch normalisation.
 *
 * @param centre float32 (P), the parameters in the network's order, one after the other; buffers are not among them
 * @param x float32 (P), the first direction
 * @param y float32 (P), the second
 * @param shares how much of the way's variance each direction shows, 0 to 1; 0 of random ones
 */
public record Plane(float[] centre, float[] x, float[] y, double[] shares) {
    /** How many checkpoints make a way. */
    public static final int LEAST_STEPS = 3;

    /** Numbers of weights that a core adds at a time. */
    private static final int PART = 100_000;

    /**
     * Two random directions, each filter of which is as long as the network's own there (section 4): standard normal numbers,
     * of which those of a filter, or of a unit of a dense layer, are scaled to the norm of its weights. A network whose
     * weights are scaled without another answer so keeps its picture.
     *
     * @param parameters without buffers
     */
    public static Plane random(List<Tensor> parameters, long seed) {
        NormalNumbers random = new NormalNumbers(seed, size(parameters));
        return new Plane(
                flat(parameters), direction(parameters, random, 0), direction(parameters, random, 1), new double[2]);
    }

    private static float[] direction(List<Tensor> parameters, NormalNumbers random, int which) {
        float[] direction = new float[size(parameters)];
        random.fill(which, direction, 0);
        int from = 0;
        for (Tensor tensor : parameters) {
            float[] weights = tensor.values();
            if (!moves(tensor)) {
                Arrays.fill(direction, from, from + weights.length, 0);
            }
            int filter = moves(tensor) ? weights.length / tensor.shape()[0] : 0;
            for (int first = 0; filter > 0 && first < weights.length; first += filter) {
                double squares = 0;
                double own = 0;
                for (int i = first; i < first + filter; i++) {
                    squares += (double) direction[from + i] * direction[from + i];
                    own += (double) weights[i] * weights[i];
                }
                double scale = Math.sqrt(own / squares);
                for (int i = first; i < first + filter; i++) {
                    direction[from + i] = (float) (scale * direction[from + i]);
                }
            }
            from += weights.length;
        }
        return direction;
    }

    /**
     * The two directions in which the network went furthest (section 7.2): the principal axes of its checkpoints, of length
     * 1. The first checkpoint lies at no positive x and y. Where no checkpoint differs from another there is no way: directions
     * and shares are 0.
     *
     * @param parameters of the network in the middle
     * @param way the parameters of at least three checkpoints, in order
     */
    public static Plane alongTheWay(List<Tensor> parameters, List<List<Tensor>> way) {
        if (way.size() < LEAST_STEPS) {
            throw new IllegalArgumentException("a way needs three checkpoints, were " + way.size());
        }
        float[] centre = flat(parameters);
        float[][] steps = way.stream().map(each -> difference(each, centre)).toArray(float[][]::new);
        double[][] products = new double[steps.length][steps.length];
        Parallel.forEach(steps.length, i -> Arrays.setAll(products[i], j -> dot(steps[i], steps[j])));
        centreOver(products);
        double all = 0;
        for (int i = 0; i < products.length; i++) {
            all += products[i][i];
        }
        LeadingAxes axes = LeadingAxes.of(products, 2, () -> {});
        double variance = all;
        return new Plane(
                centre,
                axis(axes, 0, steps),
                axis(axes, 1, steps),
                Arrays.stream(axes.values())
                        .map(value -> variance > 0 ? Math.max(0, value) / variance : 0)
                        .toArray());
    }

    /** Takes the mean of the points out of the products of any two of them. */
    private static void centreOver(double[][] products) {
        int n = products.length;
        double[] means = Arrays.stream(products)
                .mapToDouble(row -> Arrays.stream(row).average().orElseThrow())
                .toArray();
        double mean = Arrays.stream(means).average().orElseThrow();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                products[i][j] += mean - means[i] - means[j];
            }
        }
    }

    /** The sum of the steps, each as far along the axis as it is: the weights of centred points sum to 0. */
    private static float[] axis(LeadingAxes axes, int which, float[][] steps) {
        double[] along = axes.vectors()[which];
        double sign = along[0] > 0 ? -1 : 1;
        double length = Math.sqrt(Math.max(0, axes.values()[which]));
        float[] axis = new float[steps[0].length];
        for (int step = 0; step < steps.length; step++) {
            double factor = length > 0 ? sign * along[step] / length : 0;
            for (int i = 0; i < axis.length; i++) {
                axis[i] += (float) (factor * steps[step][i]);
            }
        }
        return axis;
    }

    /** Where another checkpoint lies on the plane, seen straight from above: x and y in units of the directions. */
    public double[] place(List<Tensor> parameters) {
        float[] step = difference(parameters, centre);
        double xx = dot(x, x);
        double xy = dot(x, y);
        double yy = dot(y, y);
        double sx = dot(step, x);
        double sy = dot(step, y);
        double determinant = xx * yy - xy * xy;
        return determinant > 0
                ? new double[] {(sx * yy - sy * xy) / determinant, (sy * xx - sx * xy) / determinant}
                : new double[] {xx > 0 ? sx / xx : 0, 0};
    }

    /**
     * The parameters at a place on the plane.
     *
     * @param target is filled: (P)
     */
    void at(double alongX, double alongY, float[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) (centre[i] + alongX * x[i] + alongY * y[i]);
        }
    }

    private static boolean moves(Tensor tensor) {
        return tensor.shape().length > 1;
    }

    private static int size(List<Tensor> parameters) {
        return parameters.stream().mapToInt(tensor -> tensor.values().length).sum();
    }

    private static float[] flat(List<Tensor> parameters) {
        float[] flat = new float[size(parameters)];
        int from = 0;
        for (Tensor tensor : parameters) {
            System.arraycopy(tensor.values(), 0, flat, from, tensor.values().length);
            from += tensor.values().length;
        }
        return flat;
    }

    private static float[] difference(List<Tensor> parameters, float[] centre) {
        float[] difference = new float[centre.length];
        int from = 0;
        for (Tensor tensor : parameters) {
            for (int i = 0; i < tensor.values().length && moves(tensor); i++) {
                difference[from + i] = tensor.values()[i] - centre[from + i];
            }
            from += tensor.values().length;
        }
        return difference;
    }

    private static double dot(float[] one, float[] other) {
        double[] sums = new double[Parallel.parts(one.length, PART)];
        Parallel.forEach(sums.length, part -> {
            for (int i = part * PART; i < Math.min(one.length, (part + 1) * PART); i++) {
                sums[part] += (double) one[i] * other[i];
            }
        });
        return Arrays.stream(sums).sum();
    }
}
