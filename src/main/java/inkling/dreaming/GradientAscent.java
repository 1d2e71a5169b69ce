package inkling.dreaming;

import inkling.dataset.ImageShape;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.random.NormalNumbers;
import inkling.text.Named;
import inkling.text.Text;
import inkling.text.Words;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Climbs from noise or grey to an image that the network takes for a class, step by step: Adam (Kingma and Ba, 2015) on
 * the pixels (Simonyan et al., "Deep Inside Convolutional Networks", 2014), with penalties that keep it small and smooth
 * (total variation: Mahendran and Vedaldi, 2015).
 *
 * <p>What grows is {@code objective - l2 * mean(x^2) - totalVariation * mean((x - right)^2 + (x - below)^2)}, x being the
 * normalised input, the means over the pixels
 * of all channels. Each {@link #next} is one step, well under a millisecond. One thread.
 */
public final class GradientAscent implements Iterator<GradientAscent.Step> {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final PlainNetwork network;
    private final Plan plan;
    private final ImageShape shape;
    private final float[] x;
    private final double[] momentum;
    private final double[] squares;
    private int step;

    public GradientAscent(PlainNetwork network, Plan plan) {
        this.network = network;
        this.plan = plan;
        shape = network.blueprint().input();
        x = new float[shape.size()];
        if (plan.start() == Start.NOISE) {
            new NormalNumbers(plan.seed(), x.length).fill(0, x, 0);
        }
        momentum = new double[x.length];
        squares = new double[x.length];
    }

    /** What is to grow. */
    public enum Objective implements Named {
        /** The class's log-probability: it may grow by the others' shrinking. */
        LOG_PROBABILITY,
        /** The class's logit alone. */
        LOGIT;

        /** @throws IllegalArgumentException with a sentence for the user if there is no such objective */
        public static Objective of(String id) {
            return Words.choose("objective", List.of(values()), Objective::id, id);
        }
    }

    /** Where it begins. */
    public enum Start implements Named {
        /** Standard normal in every pixel. */
        NOISE,
        /** 0 in every pixel: the mean grey of the training images. */
        GREY;

        /** @throws IllegalArgumentException with a sentence for the user if there is no such start */
        public static Start of(String id) {
            return Words.choose("start", List.of(values()), Start::id, id);
        }
    }

    /**
     * @param label of the class, below the number of outputs
     * @param steps 1 to 10,000
     * @param learningRate Adam's, in the normalised input; above 0, at most 10
     * @param totalVariation weight of the roughness penalty, 0 to 1,000
     * @param l2 weight of the size penalty, 0 to 1,000
     * @param seed of the noise it starts from
     */
    public record Plan(
            int label,
            Objective objective,
            Start start,
            int steps,
            double learningRate,
            double totalVariation,
            double l2,
            long seed) {
        public Plan {
            require(label >= 0, "class must not be negative", label);
            require(steps >= 1 && steps <= 10_000, "steps must be between 1 and 10000", steps);
            require(
                    learningRate > 0 && learningRate <= 10,
                    "learning rate must be above 0 and at most 10",
                    learningRate);
            require(
                    totalVariation >= 0 && totalVariation <= 1000,
                    "total variation must be between 0 and 1000",
                    totalVariation);
            require(l2 >= 0 && l2 <= 1000, "L2 penalty must be between 0 and 1000", l2);
        }

        /** 300 steps from noise that end in something smooth enough to look at. */
        public static Plan of(int label, long seed) {
            return new Plan(label, Objective.LOG_PROBABILITY, Start.NOISE, 300, 0.05, 1, 0.1, seed);
        }

        /** The same from other noise. */
        public Plan withSeed(long other) {
            return new Plan(label, objective, start, steps, learningRate, totalVariation, l2, other);
        }

        private static void require(boolean holds, String rule, Object was) {
            if (!holds) {
                throw new IllegalArgumentException(Text.of("%s, was %s", rule, was));
            }
        }
    }

    /**
     * Where the climb is.
     *
     * @param step 0 for the start
     * @param x the image, normalised float32 (C x H x W); the caller's own
     * @param probabilities one a class
     * @param value of what grows, penalties taken off
     */
    public record Step(int step, float[] x, double[] probabilities, double value) {}

    @Override
    public boolean hasNext() {
        return step <= plan.steps();
    }

    /** The start first, then the image after each step: one more than there are steps. */
    @Override
    public Step next() {
        if (!hasNext()) {
            throw new NoSuchElementException(Text.of("the climb ended after %d steps", plan.steps()));
        }
        if (step > 0) {
            climb(gradient(network.forward(x)));
        }
        ForwardPass pass = network.forward(x);
        return new Step(step++, x.clone(), pass.probabilities(), value(pass));
    }

    /** Adam, upwards. */
    private void climb(double[] gradient) {
        double rate = plan.learningRate() / (1 - Math.pow(BETA1, step));
        double correction = 1 - Math.pow(BETA2, step);
        for (int i = 0; i < x.length; i++) {
            momentum[i] += (1 - BETA1) * (gradient[i] - momentum[i]);
            squares[i] += (1 - BETA2) * (gradient[i] * gradient[i] - squares[i]);
            x[i] += (float) (rate * momentum[i] / (Math.sqrt(squares[i] / correction) + EPSILON));
        }
    }

    /** The gradient of {@link #value} with respect to the pixels. */
    double[] gradient(ForwardPass pass) {
        double[] ofLogits = new double[network.blueprint().classes()];
        if (plan.objective() == Objective.LOG_PROBABILITY) {
            double[] probabilities = pass.probabilities();
            Arrays.setAll(ofLogits, c -> -probabilities[c]);
        }
        ofLogits[plan.label()] += 1;
        double[] gradient = network.inputGradient(pass, ofLogits);
        double roughness = 2 * plan.totalVariation() / x.length;
        for (int i = 0; i < x.length; i++) {
            gradient[i] -= 2 * plan.l2() / x.length * x[i];
            if (hasRight(i)) {
                slope(gradient, i, i + 1, roughness);
            }
            if (hasBelow(i)) {
                slope(gradient, i, i + shape.width(), roughness);
            }
        }
        return gradient;
    }

    private boolean hasRight(int i) {
        return i % shape.width() < shape.width() - 1;
    }

    /** In its own channel. */
    private boolean hasBelow(int i) {
        return i % shape.plane() < shape.plane() - shape.width();
    }

    private void slope(double[] gradient, int i, int neighbour, double weight) {
        double difference = weight * (x[i] - x[neighbour]);
        gradient[i] -= difference;
        gradient[neighbour] += difference;
    }

    double value(ForwardPass pass) {
        double objective = plan.objective() == Objective.LOGIT
                ? pass.logits()[plan.label()]
                : -Math.log1p(Math.exp(-pass.logOdds(plan.label())));
        double size = 0;
        double roughness = 0;
        for (int i = 0; i < x.length; i++) {
            size += x[i] * x[i];
            roughness += hasRight(i) ? Math.pow(x[i] - x[i + 1], 2) : 0;
            roughness += hasBelow(i) ? Math.pow(x[i] - x[i + shape.width()], 2) : 0;
        }
        return objective - (plan.l2() * size + plan.totalVariation() * roughness) / x.length;
    }
}
