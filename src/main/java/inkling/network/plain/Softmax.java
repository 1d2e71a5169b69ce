package inkling.network.plain;

/**
 * Probabilities and cross-entropy from logits, in double precision and without overflow: the largest logit is taken out
 * before anything is exponentiated.
 */
public final class Softmax {
    private Softmax() {}

    /**
     * @param logits float32 (C), unnormalised
     * @return (C), sums to 1
     */
    public static double[] of(float[] logits) {
        return row(logits, 0, logits.length);
    }

    /**
     * The probabilities of one row of a matrix.
     *
     * @param logits float32 (N, C), row-major
     * @param offset where the row begins
     * @param classes C
     */
    public static double[] row(float[] logits, int offset, int classes) {
        double largest = largest(logits, offset, classes);
        double sum = sumOfExponentials(logits, offset, classes, largest);
        double[] probabilities = new double[classes];
        for (int c = 0; c < classes; c++) {
            probabilities[c] = Math.exp(logits[offset + c] - largest) / sum;
        }
        return probabilities;
    }

    /** {@code -log p} of {@code label}: stays finite and exact where p itself is 0 or 1 to float precision. */
    public static double crossEntropy(float[] logits, int offset, int classes, int label) {
        double largest = largest(logits, offset, classes);
        return largest - logits[offset + label] + Math.log(sumOfExponentials(logits, offset, classes, largest));
    }

    private static double largest(float[] logits, int offset, int classes) {
        float largest = logits[offset];
        for (int c = 1; c < classes; c++) {
            largest = Math.max(largest, logits[offset + c]);
        }
        return largest;
    }

    private static double sumOfExponentials(float[] logits, int offset, int classes, double largest) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(logits[offset + c] - largest);
        }
        return sum;
    }
}
