package inkling.dataset.batch;

/**
 * What a loss holds a network's answers against: the classes' weights and the smoothing of PyTorch's {@code
 * CrossEntropyLoss(weight, label_smoothing=smoothing)}, whose mean over a batch is divided by the sum of its images'
 * weights.
 *
 * @param smoothing the share of each label that goes to all classes alike, at least 0 and below 1
 * @param weights one a class; 1 each where all count alike
 */
public record Targets(double smoothing, double[] weights) {
    /** How much an image counts in the mean. */
    public double weight(int label) {
        return weights[label];
    }

    /** The factor of one class's cross-entropy in the loss of an image, its weight included. */
    public double of(int label, int shown) {
        double smoothed = smoothing / weights.length * weights[shown];
        return label == shown ? (1 - smoothing) * weights[label] + smoothed : smoothed;
    }

    /** All of an image's factors together: what its gradient is multiplied by, before the mean. */
    public double sum(int label) {
        double sum = 0;
        for (int shown = 0; shown < weights.length; shown++) {
            sum += of(label, shown);
        }
        return sum;
    }
}
