package inkling.training;

import inkling.network.CrossEntropy;

/**
 * How well a network does on some images: each of them weighs the same.
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
        double loss = 0;
        int right = 0;
        for (int row = from; row < from + size; row++) {
            int label = labels[labelOffset + row];
            loss += CrossEntropy.loss(logits, row, classes, label);
            right += CrossEntropy.predicted(logits, row, classes) == label ? 1 : 0;
        }
        return new Score(loss / size, (double) right / size);
    }
}
