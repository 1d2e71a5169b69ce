package inkling.sweeps;

import inkling.dataset.augmentation.Augmentation;
import inkling.network.ArchitectureException;
import inkling.network.Blueprint;
import inkling.training.Hyperparameters;

/**
 * How long a finished run took, to judge others by.
 *
 * @param secondsAnEpoch mean over its epochs
 * @param otherSeconds what it took besides them: loading the data, the test
 */
record EarlierRun(
        long run, int batchSize, Blueprint network, boolean augmented, double secondsAnEpoch, double otherSeconds) {
    /** Augmentation makes about as much of a difference as three times the size. */
    private static final double AUGMENTATION = Math.log(3);

    /** How long a run with other settings may take; only the number of epochs is taken into account. */
    double seconds(Hyperparameters chosen) {
        return otherSeconds + secondsAnEpoch * chosen.epochs();
    }

    private long multiplyAdds(Hyperparameters chosen) {
        try {
            return chosen.architecture().on(network.input(), network.classes()).multiplyAdds();
        } catch (ArchitectureException e) {
            return Long.MAX_VALUE; // It fits no such images, and will say so itself.
        }
    }

    /** How different the settings are in what an epoch's time depends on; 0 if they are equal, {@code log 2} if twice. */
    double distance(Hyperparameters chosen) {
        return Math.abs(Math.log((double) network.multiplyAdds() / multiplyAdds(chosen)))
                + Math.abs(Math.log((double) batchSize / chosen.batchSize()))
                + (augmented == !chosen.augmentation().equals(Augmentation.NONE) ? 0 : AUGMENTATION);
    }
}
