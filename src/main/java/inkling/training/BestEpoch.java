package inkling.training;

/** Which epoch of a run is the best one: the first with the lowest validation loss, if that is a number. */
public final class BestEpoch {
    private int epoch;
    private double loss = Double.POSITIVE_INFINITY;

    /**
     * Takes the next epoch into account.
     *
     * @return whether it is the best one so far
     */
    public boolean add(EpochMetrics next) {
        if (!(next.validLoss() < loss)) {
            return false;
        }
        loss = next.validLoss();
        epoch = next.epoch();
        return true;
    }

    /** 0 before there is one. */
    public int epoch() {
        return epoch;
    }
}
