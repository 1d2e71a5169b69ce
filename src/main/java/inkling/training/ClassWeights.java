package inkling.training;

import java.util.Arrays;

/** How much an image of each class counts in the training loss. */
public enum ClassWeights implements Option {
    /** All alike. */
    NONE,
    /** In inverse proportion to how many training images its class has, as scikit-learn's {@code balanced}. */
    BALANCED;

    @Override
    public String title() {
        return id();
    }

    /**
     * The weight of each class; of one without an image, 0.
     *
     * @param labels of the images that are trained on
     */
    double[] of(int[] labels, int classes) {
        double[] weights = new double[classes];
        if (this == NONE) {
            Arrays.fill(weights, 1);
            return weights;
        }
        for (int label : labels) {
            weights[label]++;
        }
        long present = Arrays.stream(weights).filter(count -> count > 0).count();
        return Arrays.stream(weights)
                .map(count -> count == 0 ? 0 : labels.length / (present * count))
                .toArray();
    }
}
