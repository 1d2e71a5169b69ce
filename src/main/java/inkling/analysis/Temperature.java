package inkling.analysis;

import inkling.network.Blueprint;
import inkling.network.Parameter;
import inkling.network.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The number by which logits are divided so that a network is right as often as it says: the one with the lowest mean
 * cross-entropy on images that it did not learn from (Guo et al., "On Calibration of Modern Neural Networks", 2017,
 * section 4.2, arXiv 1706.04599). Its answers stay the same, since dividing changes no order.
 *
 * @param value T; above 1 where the network was too sure
 * @param images how many it was fitted on
 * @param lossBefore their mean cross-entropy without it, in nats
 * @param lossAfter with it
 */
public record Temperature(double value, int images, double lossBefore, double lossAfter) {
    public static final double LOWEST = 0.01;
    public static final double HIGHEST = 100;

    private static final int MOST_STEPS = 200;
    private static final double PRECISION = 1e-12;

    /**
     * Finds it by Newton's method within a bracket: the loss is convex in the inverse temperature b = 1 / T, with the
     * slope {@code mean(E_p[z] - z_label)} and the curvature {@code mean(Var_p[z])}, p being the softmax of b z.
     */
    public static Temperature fitted(LabelledPredictions held) {
        double low = 1 / HIGHEST;
        double high = 1 / LOWEST;
        double inverse = 1;
        if (Descent.of(held, low).slope() >= 0) {
            inverse = low;
        } else if (Descent.of(held, high).slope() <= 0) {
            inverse = high;
        } else {
            for (int step = 0; step < MOST_STEPS; step++) {
                Descent here = Descent.of(held, inverse);
                low = here.slope() < 0 ? inverse : low;
                high = here.slope() < 0 ? high : inverse;
                double next = inverse - here.slope() / here.curvature();
                next = next > low && next < high ? next : Math.sqrt(low * high);
                boolean settled = Math.abs(next - inverse) <= PRECISION * inverse;
                inverse = next;
                if (settled) {
                    break;
                }
            }
        }
        double value = Math.min(HIGHEST, Math.max(LOWEST, 1 / inverse));
        return new Temperature(
                value,
                held.size(),
                held.score().loss(),
                held.scaled(value).score().loss());
    }

    /** How the mean loss changes with the inverse temperature. */
    private record Descent(double slope, double curvature) {
        static Descent of(LabelledPredictions held, double inverse) {
            double slope = 0;
            double curvature = 0;
            for (int image = 0; image < held.size(); image++) {
                int from = image * held.classes();
                double largest = held.logits()[from + held.predicted(image)];
                double sum = 0;
                double first = 0;
                double second = 0;
                for (int c = from; c < from + held.classes(); c++) {
                    double below = held.logits()[c] - largest;
                    double weight = Math.exp(inverse * below);
                    sum += weight;
                    first += weight * below;
                    second += weight * below * below;
                }
                double mean = first / sum;
                slope += mean - (held.logits()[from + held.label(image)] - largest);
                curvature += second / sum - mean * mean;
            }
            return new Descent(slope / held.size(), curvature / held.size());
        }
    }

    /**
     * Whether no temperature is the best: the surer the better where every image is right, and the less sure the better
     * where the true classes' logits are below the others' in the mean.
     */
    public boolean atLimit() {
        return value <= LOWEST || value >= HIGHEST;
    }

    /**
     * A network whose logits are divided by a temperature already: weights and biases of its output layer are.
     *
     * @param tensors all of the network's
     */
    public static List<Tensor> within(Blueprint blueprint, List<Tensor> tensors, double temperature) {
        Set<String> output = blueprint.layer(Blueprint.OUTPUT).parameters().stream()
                .map(Parameter::name)
                .collect(Collectors.toSet());
        return tensors.stream()
                .map(tensor -> output.contains(tensor.name())
                        ? new Tensor(tensor.name(), tensor.shape(), divided(tensor.values(), temperature))
                        : tensor)
                .toList();
    }

    static float[] divided(float[] values, double temperature) {
        float[] divided = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            divided[i] = (float) (values[i] / temperature);
        }
        return divided;
    }
}
