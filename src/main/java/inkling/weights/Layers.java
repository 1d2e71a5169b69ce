package inkling.weights;

import inkling.analysis.Distribution;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.errors.UserError.Conflict;
import inkling.network.Blueprint;
import inkling.network.LossGradient;
import inkling.network.Tensor;
import java.util.List;

/**
 * How a checkpoint's weights and gradients are spread.
 *
 * @param weights of each parameter, in PyTorch's order
 * @param gradients of the mean loss with respect to each
 */
record Layers(List<Distribution> weights, List<Distribution> gradients) {
    /** How many training images the gradients are a mean over. */
    static final int IMAGES = 1_000;

    /**
     * Takes the default network less than 0.3 s.
     *
     * @param tensors the network's parameters, then buffers
     *
     * @throws Conflict if the gradients are not numbers
     */
    static Layers of(Blueprint blueprint, List<Tensor> tensors, LabelledImages images, Normalisation normalisation) {
        List<Tensor> gradients = gradients(blueprint, tensors, images, normalisation);
        if (!gradients.stream().allMatch(Tensor::isFinite)) {
            throw new Conflict("Its gradients are not numbers: its weights are too large to calculate with.");
        }
        return new Layers(distributions(tensors.subList(0, gradients.size())), distributions(gradients));
    }

    /** The gradients themselves, of the first 1,000 images, or of all if there are fewer. */
    static List<Tensor> gradients(
            Blueprint blueprint, List<Tensor> tensors, LabelledImages images, Normalisation normalisation) {
        return LossGradient.of(blueprint, tensors, images, Math.min(IMAGES, images.size()), normalisation);
    }

    private static List<Distribution> distributions(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> Distribution.of(tensor.values())).toList();
    }
}
