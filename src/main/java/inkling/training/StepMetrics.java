package inkling.training;

/**
 * What one step (an optimiser update) saw, measured in training mode before the update.
 *
 * @param step counted from 1, never reset within a run
 * @param epoch counted from 1
 * @param loss mean cross-entropy over the batch, with the run's smoothing and weights of classes
 * @param accuracy share of the batch classified correctly, 0 to 1
 * @param learningRate that the update is made with
 */
public record StepMetrics(long step, int epoch, double loss, double accuracy, double learningRate) {}
