package inkling.network.plain;

import inkling.network.Tensor;
import java.util.List;

/**
 * The same network in plain Java, for one picture at a time: no device, no native memory, double precision.
 *
 * <p>It serves where one picture is asked about at once (a drawing, a step of gradient ascent) and is the arbiter where
 * a device's rounding would decide. Immutable; any thread.
 */
public final class DenseNetwork {
    private final Layer input;
    private final Layer hidden;
    private final Layer output;

    /** @param parameters {@code input_fc}, {@code hidden_fc} and {@code output_fc}: weight (out, in), bias (out) each */
    public DenseNetwork(List<Tensor> parameters) {
        input = Layer.of(parameters, "input_fc");
        hidden = Layer.of(parameters, "hidden_fc");
        output = Layer.of(parameters, "output_fc");
    }

    /**
     * What one picture makes of the network.
     *
     * @param h1 the first hidden layer after ReLU
     * @param h2 the second hidden layer after ReLU
     * @param logits one a class, unnormalised
     */
    public record ForwardPass(double[] h1, double[] h2, double[] logits) {
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
    }

    /**
     * How a function of the logits changes with each layer's sums {@code W x + b}: what its bias' gradient is, and times
     * the layer's input its weights'.
     *
     * @param input with the first hidden layer's sums
     * @param hidden with the second hidden layer's
     * @param output with the logits themselves
     */
    record BackwardPass(double[] input, double[] hidden, double[] output) {}

    public int inputs() {
        return input.in;
    }

    public int classes() {
        return output.out;
    }

    /** @param x the normalised picture, float32 (784) */
    public ForwardPass forward(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        double[] h1 = rectified(input.apply(wide));
        double[] h2 = rectified(hidden.apply(h1));
        return new ForwardPass(h1, h2, output.apply(h2));
    }

    /**
     * The chain rule backwards through the layers; ReLU's derivative at 0 is taken as 0, as PyTorch takes it.
     *
     * @param at the forward pass of an input
     * @param logitGradient the function's gradient with respect to the logits (C)
     */
    BackwardPass backward(ForwardPass at, double[] logitGradient) {
        double[] atH2 = passed(output.transposed(logitGradient), at.h2());
        double[] atH1 = passed(hidden.transposed(atH2), at.h1());
        return new BackwardPass(atH1, atH2, logitGradient);
    }

    /** The gradient of a function of the logits with respect to the input itself: (784). Parameters as above. */
    public double[] inputGradient(ForwardPass at, double[] logitGradient) {
        return input.transposed(backward(at, logitGradient).input());
    }

    private static double[] rectified(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(x[i], 0);
        }
        return x;
    }

    /** Lets a gradient through where the unit is active. */
    private static double[] passed(double[] gradient, double[] activation) {
        for (int i = 0; i < gradient.length; i++) {
            if (activation[i] <= 0) {
                gradient[i] = 0;
            }
        }
        return gradient;
    }

    /**
     * {@code y = W x + b}.
     *
     * @param columns W transposed, (in, out) row-major: adding up whole columns is what the compiler vectorises
     */
    private record Layer(int in, int out, double[] columns, double[] bias) {
        static Layer of(List<Tensor> parameters, String name) {
            Tensor weight = named(parameters, name + ".weight");
            Tensor bias = named(parameters, name + ".bias");
            int out = weight.shape()[0];
            int in = weight.shape()[1];
            double[] columns = new double[in * out];
            double[] offsets = new double[out];
            for (int o = 0; o < out; o++) {
                offsets[o] = bias.values()[o];
                for (int i = 0; i < in; i++) {
                    columns[i * out + o] = weight.values()[o * in + i];
                }
            }
            return new Layer(in, out, columns, offsets);
        }

        double[] apply(double[] x) {
            double[] y = bias.clone();
            for (int i = 0; i < in; i++) {
                double xi = x[i];
                int column = i * out;
                for (int o = 0; o < out; o++) {
                    y[o] += columns[column + o] * xi;
                }
            }
            return y;
        }

        double[] transposed(double[] y) {
            double[] x = new double[in];
            for (int i = 0; i < in; i++) {
                double sum = 0;
                for (int o = 0; o < out; o++) {
                    sum += columns[i * out + o] * y[o];
                }
                x[i] = sum;
            }
            return x;
        }

        private static Tensor named(List<Tensor> parameters, String name) {
            return parameters.stream()
                    .filter(tensor -> tensor.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no tensor is named " + name));
        }
    }
}
