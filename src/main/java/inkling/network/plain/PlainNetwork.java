package inkling.network.plain;

import inkling.network.Blueprint;
import inkling.network.Tensor;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same network in plain Java, for one picture at a time: no device, no native memory, double precision, always in
 * evaluation mode.
 *
 * <p>It serves where one picture is asked about at once (a drawing, a step of gradient ascent) and is the arbiter where
 * a device's rounding would decide. LeNet-5 takes some 0.3 ms a picture, a network of 25 million multiplications some
 * 20 ms. Immutable; any thread.
 */
public final class PlainNetwork {
    private final Blueprint blueprint;
    private final Chain layers;

    /**
     * @param tensors the network's parameters and buffers, in any order
     * @throws IllegalArgumentException if one is missing, or of another shape
     */
    public PlainNetwork(Blueprint blueprint, List<Tensor> tensors) {
        this.blueprint = blueprint;
        layers = Chain.of(blueprint.layers(), new NamedTensors(tensors));
    }

    /**
     * What one picture makes of the network.
     *
     * <p>Arrays are nobody's to write to.
     *
     * @param input the normalised picture
     * @param activations of every layer by its id, those within residual blocks included
     * @param logits one a class, unnormalised
     */
    public record ForwardPass(double[] input, Map<String, double[]> activations, double[] logits) {
        /** Those of one layer: its shape's numbers in a row. */
        public double[] activations(String layer) {
            return activations.get(layer);
        }

        /** Softmax of the logits. */
        public double[] probabilities() {
            double[] probabilities = new double[logits.length];
            for (int c = 0; c < logits.length; c++) {
                probabilities[c] = 1 / (1 + Math.exp(-logOdds(c)));
            }
            return probabilities;
        }

        /** {@code log(p / (1 - p))} of a class, which still tells two pictures apart where p rounds to 1. */
        public double logOdds(int label) {
            return PlainNetwork.logOdds(logits, label);
        }
    }

    /** {@code log(p / (1 - p))} of the softmax's p of a class. */
    public static double logOdds(double[] logits, int label) {
        double rival = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            rival = c == label ? rival : Math.max(rival, logits[c]);
        }
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            sum += c == label ? 0 : Math.exp(logits[c] - rival);
        }
        return logits[label] - rival - Math.log(sum);
    }

    public Blueprint blueprint() {
        return blueprint;
    }

    /** @param x the normalised picture, float32 (C x H x W) */
    public ForwardPass forward(float[] x) {
        Map<String, double[]> activations = new HashMap<>();
        double[] input = widened(x);
        double[] logits = layers.forward(input, activations);
        return new ForwardPass(input, Collections.unmodifiableMap(activations), logits);
    }

    /**
     * The gradient of a function of the logits with respect to the picture: (C x H x W).
     *
     * @param at the forward pass of the picture
     * @param logitGradient the function's gradient with respect to the logits
     */
    public double[] inputGradient(ForwardPass at, double[] logitGradient) {
        return layers.backward(at.input(), logitGradient, at.activations());
    }

    static double[] widened(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }
}
