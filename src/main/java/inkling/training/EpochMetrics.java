package inkling.training;

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
        int epoch, double seconds, double trainLoss, double trainAccuracy, double validLoss, double validAccuracy) {}
