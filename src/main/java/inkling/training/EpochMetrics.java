package inkling.training;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one epoch ended with. Training is a mean over the batches, as the notebook counts: a last, smaller batch weighs
 * as much as the others. Validation is a mean over the images, since it is a figure of the network and not of the batch
 * size.
 *
 * @param epoch counted from 1
 * @param seconds training and validation together
 * @param trainLoss mean over the epoch's batches, each measured before its own update
 * @param trainAccuracy likewise, 0 to 1
 * @param validLoss mean over the validation images after the epoch, always finite in what training gives
 * @param validAccuracy likewise, 0 to 1
 */
public record EpochMetrics(
        int epoch, double seconds, double trainLoss, double trainAccuracy, double validLoss, double validAccuracy) {
    /** What is measured, in the order of the components. */
    public static final List<Metric> METRICS =
            List.of(Metric.TRAIN_LOSS, Metric.TRAIN_ACCURACY, Metric.VALID_LOSS, Metric.VALID_ACCURACY);

    /** @param value of each of {@link #METRICS} */
    public static EpochMetrics of(int epoch, double seconds, ToDoubleFunction<Metric> value) {
        double[] values = METRICS.stream().mapToDouble(value).toArray();
        return new EpochMetrics(epoch, seconds, values[0], values[1], values[2], values[3]);
    }

    /** One of {@link #METRICS}. */
    public double value(Metric metric) {
        return metric.of(this).orElseThrow();
    }
}
