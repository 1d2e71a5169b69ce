package inkling.analysis;

import inkling.network.CrossEntropy;
import inkling.parallel.Parallel;

/**
 * What a network gave the labels of all images after an epoch. The arrays are shared, not copied: N each.
 *
 * @param probability of the label, 0 to 1
 * @param margin the label's logit less the largest other one
 * @param right whether the label had the largest logit
 */
public record AfterEpoch(double[] probability, double[] margin, boolean[] right) {
    /** Images that a core takes at a time. */
    private static final int PART = 1_000;

    /**
     * @param labels of all images: N
     * @param logits float32 (N, C), row-major, unnormalised
     */
    public static AfterEpoch of(byte[] labels, int classes, float[] logits) {
        AfterEpoch after =
                new AfterEpoch(new double[labels.length], new double[labels.length], new boolean[labels.length]);
        Parallel.forEach(Parallel.parts(labels.length, PART), part -> {
            for (int image = part * PART; image < Math.min(labels.length, (part + 1) * PART); image++) {
                after.set(image, labels[image], classes, logits);
            }
        });
        return after;
    }

    private void set(int image, int label, int classes, float[] logits) {
        probability[image] = Math.exp(-CrossEntropy.loss(logits, image, classes, label));
        margin[image] = margin(logits, image, classes, label);
        right[image] = CrossEntropy.predicted(logits, image, classes) == label;
    }

    private static double margin(float[] logits, int row, int classes, int label) {
        float other = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            other = i == label ? other : Math.max(other, logits[row * classes + i]);
        }
        return (double) logits[row * classes + label] - other;
    }

    /** How many images there are. */
    public int size() {
        return probability.length;
    }
}
