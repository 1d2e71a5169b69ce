package inkling.network;

import java.util.Map;

/**
 * What a network says about some images, outside native memory.
 *
 * @param count images
 * @param classes logits an image
 * @param logits row-major (count, classes), unnormalised; owned by the caller
 * @param activations of the layers that were asked for, by their ids
 * @param lastHidden the id of the last hidden layer
 */
public record Predictions(
        int count, int classes, float[] logits, Map<String, Activation> activations, String lastHidden) {
    /**
     * What a layer makes of some images.
     *
     * @param shape of one image's, such as (16, 5, 5)
     * @param values row-major (count, shape); owned by the caller
     */
    public record Activation(int[] shape, float[] values) {
        /** Numbers an image. */
        public int width() {
            return Math.toIntExact(Layer.count(shape));
        }
    }

    /** What the last hidden layer makes of them; {@code h2} of the notebook's network. */
    public Activation features() {
        return of(lastHidden);
    }

    /** @throws IllegalArgumentException if the layer was not asked for */
    public Activation of(String layer) {
        Activation activation = activations.get(layer);
        if (activation == null) {
            throw new IllegalArgumentException("nothing was asked of layer " + layer);
        }
        return activation;
    }
}
