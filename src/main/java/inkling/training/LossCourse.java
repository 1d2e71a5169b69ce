package inkling.training;

import java.util.List;
import java.util.Optional;

/**
 * What the losses of a run's epochs say of its training, by rules of thumb that a person applies to the curve.
 *
 * @param best the epoch with the lowest validation loss, if one is a number
 * @param overfittingFrom the epoch after the best one, if since then the network learns its training images by heart
 * @param rise how far the validation loss lay lately above its lowest, as a share of that; 0 if it does not overfit
 * @param plateauFrom the first epoch of those at the end that brought nothing to speak of; never beside overfitting
 */
public record LossCourse(
        Optional<EpochMetrics> best, Optional<Integer> overfittingFrom, double rise, Optional<Integer> plateauFrom) {
    /** So many epochs must say the same: a single one is noise. */
    public static final int EPOCHS = 3;

    /** How far the mean validation loss of these epochs is above the lowest where a network overfits, as a share of it. */
    public static final double RISE = 0.05;

    /**
     * By how much an epoch must lower the validation loss to have improved it, as a share of the lowest before it: the
     * relative threshold of {@code torch.optim.lr_scheduler.ReduceLROnPlateau}, which has 0.0001 there.
     */
    public static final double IMPROVEMENT = 0.01;

    /** @param epochs all that are done, in order */
    public static LossCourse of(List<EpochMetrics> epochs) {
        BestEpoch lowest = new BestEpoch();
        epochs.forEach(lowest::add);
        Optional<EpochMetrics> best =
                epochs.stream().filter(epoch -> epoch.epoch() == lowest.epoch()).findFirst();
        if (best.isEmpty()) {
            return new LossCourse(best, Optional.empty(), 0, Optional.empty());
        }
        double rise = rise(epochs, best.get());
        int improved = lastImproved(epochs);
        int last = epochs.get(epochs.size() - 1).epoch();
        boolean overfits = rise >= RISE;
        return new LossCourse(
                best,
                Optional.of(lowest.epoch() + 1).filter(any -> overfits),
                overfits ? rise : 0,
                Optional.of(improved + 1).filter(any -> !overfits && last - improved >= EPOCHS));
    }

    /** Of the last epochs over the best one; 0 where they are too few, or the training loss does not fall any more. */
    private static double rise(List<EpochMetrics> epochs, EpochMetrics best) {
        List<EpochMetrics> after =
                epochs.stream().filter(epoch -> epoch.epoch() > best.epoch()).toList();
        if (after.size() < EPOCHS || after.get(after.size() - 1).trainLoss() >= best.trainLoss()) {
            return 0;
        }
        double mean = after.subList(after.size() - EPOCHS, after.size()).stream()
                .mapToDouble(EpochMetrics::validLoss)
                .average()
                .orElseThrow();
        return mean / best.validLoss() - 1;
    }

    /** The last epoch that lowered the validation loss by something to speak of. */
    private static int lastImproved(List<EpochMetrics> epochs) {
        double lowest = Double.POSITIVE_INFINITY;
        int improved = 0;
        for (EpochMetrics epoch : epochs) {
            boolean first = Double.isInfinite(lowest) && Double.isFinite(epoch.validLoss());
            if (first || epoch.validLoss() < (1 - IMPROVEMENT) * lowest) {
                lowest = epoch.validLoss();
                improved = epoch.epoch();
            }
        }
        return improved;
    }
}
