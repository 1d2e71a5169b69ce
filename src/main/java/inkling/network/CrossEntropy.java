package inkling.network;

/**
 * The loss of training and the probabilities of every page, worked in double precision outside the device.
 *
 * <p>Only logits are read from the device; what they mean is worked here, for training, evaluation and pages alike.
 */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * -log softmax(logits)[label].
     *
     * @param logits row-major (N, classes)
     * @param row which of the N
     */
    public static double loss(float[] logits, int row, int classes, int label) {
        return logSumExp(logits, row, classes) - logits[row * classes + label];
    }

    /** The softmax of one row of logits: probabilities that add up to 1. */
    public static double[] softmax(float[] logits, int row, int classes) {
        double logSumExp = logSumExp(logits, row, classes);
        double[] probabilities = new double[classes];
        for (int i = 0; i < classes; i++) {
            probabilities[i] = Math.exp(logits[row * classes + i] - logSumExp);
        }
        return probabilities;
    }

    /** The class with the largest logit, the first of several. */
    public static int predicted(float[] logits, int row, int classes) {
        int best = 0;
        for (int i = 1; i < classes; i++) {
            if (logits[row * classes + i] > logits[row * classes + best]) {
                best = i;
            }
        }
        return best;
    }

    /** Takes the largest logit out first, so that no exponential overflows. */
    private static double logSumExp(float[] logits, int row, int classes) {
        double largest = logits[row * classes + predicted(logits, row, classes)];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(logits[row * classes + i] - largest);
        }
        return largest + Math.log(sum);
    }
}
