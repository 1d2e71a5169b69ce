package inkling.training;

/**
 * How well a network does on a set of images; means over the batches, as the notebook counts them.
 *
 * @param loss mean cross-entropy
 * @param accuracy 0 to 1
 */
public record Score(double loss, double accuracy) {}
