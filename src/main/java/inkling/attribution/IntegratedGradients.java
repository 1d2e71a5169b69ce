package inkling.attribution;

import inkling.network.Predictor;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Integrated gradients (Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", 2017, arXiv 1703.01365,
 * section 3): the gradient of the class's logit in the mean along the straight line from the baseline to the picture,
 * times the way that each pixel goes on it. What all pixels have is the difference of the two logits (completeness,
 * proposition 1); normalising the input changes nothing in them.
 *
 * <p>The integral is a sum over the middles of equal steps. There are three times as many of them, which keeps those that
 * there are, until the sum is complete to a hundredth of the difference, or to a hundredth of a logit if that is more.
 */
final class IntegratedGradients {
    private static final int FEWEST = 32;
    /** A path over many kinks of a ReLU network; of what still is not complete the difference is shown. */
    private static final int MOST = 864;

    private static final double TOLERANCE = 0.01;

    private IntegratedGradients() {}

    static Attribution of(Predictor network, Question question) {
        double difference = question.ends(network).difference(question.label());
        double allowed = TOLERANCE * Math.max(1, Math.abs(difference));
        double[] gradient = gradient(network, question, FEWEST, step -> (step + 0.5) / FEWEST);
        Attribution found = attribution(network, question, gradient, FEWEST);
        for (int steps = 3 * FEWEST; steps <= MOST && !(Math.abs(found.sum() - difference) <= allowed); steps *= 3) {
            double length = 1.0 / steps;
            // The second third of every step had its middle where the step had.
            double[] others =
                    gradient(network, question, steps / 3 * 2, step -> (step / 2 * 3 + step % 2 * 2 + 0.5) * length);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = (gradient[i] + 2 * others[i]) / 3;
            }
            found = attribution(network, question, gradient, steps);
        }
        return found;
    }

    private static double[] gradient(Predictor network, Question question, int count, IntToDoubleFunction share) {
        double[] shares = IntStream.range(0, count).mapToDouble(share).toArray();
        return network.meanGradient(count, question.label(), question.between(shares));
    }

    private static Attribution attribution(Predictor network, Question question, double[] gradient, int steps) {
        double[] values = new double[gradient.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((double) question.pixels()[i] - question.baseline()[i]) * gradient[i] + 0.0; // no -0
        }
        return new Attribution(Method.IG, network.blueprint().input(), values, steps);
    }
}
