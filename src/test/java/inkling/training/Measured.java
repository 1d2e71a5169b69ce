package inkling.training;

/** Epochs as tests have them; what they do not name is 0. */
public final class Measured {
    private Measured() {}

    public static EpochMetrics epoch(
            int epoch, double seconds, double trainLoss, double trainAccuracy, double validLoss, double validAccuracy) {
        return EpochMetrics.of(epoch, seconds, metric -> switch (metric) {
            case TRAIN_LOSS -> trainLoss;
            case TRAIN_ACCURACY -> trainAccuracy;
            case VALID_LOSS -> validLoss;
            case VALID_ACCURACY -> validAccuracy;
            default -> 0;
        });
    }
}
