package inkling.sweeps;

import inkling.dataset.augmentation.Augmentation;
import inkling.network.Blueprint;
import inkling.training.Hyperparameters;

/**
 * How long a finished run took, to judge others by.
 *
 * @param secondsAnEpoch mean over its epochs
 * @param otherSeconds what it took besides them: loading the data, the test
 */
record EarlierRun(
        long run, int batchSize, int parameters, boolean augmented, double secondsAnEpoch, double otherSeconds) {
    /** Augmentation makes about as much of a difference as three times the size. */
    private static final double AUGMENTATION = Math.log(3);

    /** How long a run with other settings may take; only the number of epochs is taken into account. */
    double seconds(Hyperparameters chosen) {
        return otherSeconds + secondsAnEpoch * chosen.epochs();
    }

    /** How different the settings are in what an epoch's time depends on; 0 if they are equal, {@code log 2} if twice. */
    double distance(Hyperparameters chosen) {
        int others = Blueprint.perceptron(chosen.hidden()).parameterCount();
        return Math.abs(Math.log((double) parameters / others))
                + Math.abs(Math.log((double) batchSize / chosen.batchSize()))
                + (augmented == !chosen.augmentation().equals(Augmentation.NONE) ? 0 : AUGMENTATION);
    }
}
