package inkling.network;

/**
 * What a network says about some images, outside native memory.
 *
 * @param count images
 * @param classes logits an image: 10
 * @param width numbers of h2 an image: the second hidden layer's width
 * @param logits row-major (count, classes), unnormalised; owned by the caller
 * @param h2 row-major (count, width), after ReLU; owned by the caller
 */
public record Predictions(int count, int classes, int width, float[] logits, float[] h2) {}
