package inkling.dataset.batch;

import java.util.Arrays;

/**
 * What a loss holds a network's outputs against: the smoothing and the classes' weights of PyTorch's {@code
 * CrossEntropyLoss(weight, label_smoothing)}, whose mean over a batch is divided by the sum of its images' weights.
 *
 * @param smoothing the share of each label that goes to all outputs alike, at least 0 and below 1
 * @param weights one an output; 1 each where all count alike
 */
public record Targets(double smoothing, double[] weights) {
    /** The labels themselves, of images that count alike. */
    public static Targets plain(int outputs) {
        double[] weights = new double[outputs];
        Arrays.fill(weights, 1);
        return new Targets(0, weights);
    }

    /** How much an image counts in the mean. */
    public double weight(int label) {
        return weights[label];
    }

    /** The factor that an output's cross-entropy has in an image's loss, the weights included. */
    public double factor(int label, int output) {
        double smoothed = smoothing / weights.length * weights[output];
        return output == label ? (1 - smoothing) * weights[label] + smoothed : smoothed;
    }

    /** All these factors of an image together: its weight where nothing is smoothed. */
    double sum(int label) {
        double sum = 0;
        for (int output = 0; output < weights.length; output++) {
            sum += factor(label, output);
        }
        return sum;
    }

    /** Writes the probabilities wanted of an image, one an output: its label, one-hot, where nothing is smoothed. */
    void write(int label, float[] into, int at) {
        double sum = sum(label);
        for (int output = 0; output < weights.length; output++) {
            into[at + output] = (float) (factor(label, output) / sum);
        }
    }
}
