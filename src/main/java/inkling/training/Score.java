package inkling.training;

import inkling.dataset.batch.Targets;
import inkling.network.CrossEntropy;

/**
 * How well a network does on some images: each of them weighs the same, save in the loss of training where its class
 * has a weight.
 *
 * @param loss mean cross-entropy
 * @param accuracy 0 to 1
 */
public record Score(double loss, double accuracy) {
    /**
     * Of some rows of logits.
     *
     * @param logits row-major (rows, classes)
     * @param from the first row that counts
     * @param size how many rows count
     * @param labels of which {@code labels[labelOffset]} belongs to row 0
     */
    public static Score of(float[] logits, int from, int size, int classes, byte[] labels, int labelOffset) {
        return of(Targets.plain(classes), logits, from, size, labels, labelOffset);
    }

    /** The same as training counts: each image weighs what its class does, and its label may be smoothed. */
    static Score of(Targets targets, float[] logits, int from, int size, byte[] labels, int labelOffset) {
        int classes = targets.weights().length;
        double loss = 0;
        double weight = 0;
        int right = 0;
        for (int row = from; row < from + size; row++) {
            int label = labels[labelOffset + row];
            loss += loss(targets, logits, row, label);
            weight += targets.weight(label);
            right += CrossEntropy.predicted(logits, row, classes) == label ? 1 : 0;
        }
        return new Score(loss / weight, (double) right / size);
    }

    private static double loss(Targets targets, float[] logits, int row, int label) {
        int classes = targets.weights().length;
        if (targets.smoothing() == 0) {
            return targets.weight(label) * CrossEntropy.loss(logits, row, classes, label);
        }
        double loss = 0;
        for (int output = 0; output < classes; output++) {
            loss += targets.factor(label, output) * CrossEntropy.loss(logits, row, classes, output);
        }
        return loss;
    }
}
