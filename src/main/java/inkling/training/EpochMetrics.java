package inkling.training;

/**
 * What one epoch ended with. Losses and accuracies are means over the batches, as the notebook counts them: a last,
 * smaller batch weighs as much as the others.
 *
 * @param epoch counted from 1
 * @param seconds training and validation together
 * @param trainLoss mean over the epoch's batches, each measured before its own update
 * @param trainAccuracy likewise, 0 to 1
 * @param validLoss mean over the validation batches after the epoch
 * @param validAccuracy likewise, 0 to 1
 */
public record EpochMetrics(
        int epoch, double seconds, double trainLoss, double trainAccuracy, double validLoss, double validAccuracy) {}
