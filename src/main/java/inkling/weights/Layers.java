package inkling.weights;

import inkling.analysis.Distribution;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.errors.UserError.Conflict;
import inkling.network.Tensor;
import inkling.network.plain.LossGradient;
import java.util.List;

/**
 * How a checkpoint's weights and gradients are spread.
 *
 * @param weights of the six tensors, in PyTorch's order
 * @param gradients of the mean loss with respect to each
 */
record Layers(List<Distribution> weights, List<Distribution> gradients) {
    /** How many training images the gradients are a mean over. */
    static final int IMAGES = 1_000;

    /**
     * Takes the default network some 0.3 s; parameters as below.
     *
     * @throws Conflict if the gradients are not numbers
     */
    static Layers of(List<Tensor> parameters, LabelledImages images, Normalisation normalisation) {
        List<Tensor> gradients = gradients(parameters, images, normalisation);
        if (!gradients.stream().allMatch(Tensor::isFinite)) {
            throw new Conflict("Its gradients are not numbers: its weights are too large to calculate with.");
        }
        return new Layers(distributions(parameters), distributions(gradients));
    }

    /**
     * The gradients themselves.
     *
     * @param images of which the first 1,000, or all if there are fewer, count
     */
    static List<Tensor> gradients(List<Tensor> parameters, LabelledImages images, Normalisation normalisation) {
        int count = Math.min(IMAGES, images.size());
        float[][] x = new float[count][images.shape().size()];
        int[] labels = new int[count];
        for (int image = 0; image < count; image++) {
            normalisation.apply(images.shape(), images.pixels(), image * x[image].length, 1, x[image], 0);
            labels[image] = images.label(image);
        }
        return LossGradient.of(parameters, x, labels);
    }

    private static List<Distribution> distributions(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> Distribution.of(tensor.values())).toList();
    }
}
