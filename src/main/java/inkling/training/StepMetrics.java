package inkling.training;

/**
 * What one step (an optimiser update) saw, measured in training mode before the update.
 *
 * @param step counted from 1, never reset within a run
 * @param epoch counted from 1
 * @param loss mean cross-entropy over the batch
 * @param accuracy share of the batch classified correctly, 0 to 1
 */
public record StepMetrics(long step, int epoch, double loss, double accuracy) {}
