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
     * The weight of each output; of one for which there is no image, 0.
     *
     * @param labels of the images that are trained on
     */
    double[] of(byte[] labels, int outputs) {
        double[] weights = new double[outputs];
        if (this == NONE) {
            Arrays.fill(weights, 1);
            return weights;
        }
        for (byte label : labels) {
            weights[label]++;
        }
        long present = Arrays.stream(weights).filter(count -> count > 0).count();
        return Arrays.stream(weights)
                .map(count -> count == 0 ? 0 : labels.length / (present * count))
                .toArray();
    }
}
