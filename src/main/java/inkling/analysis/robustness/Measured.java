package inkling.analysis.robustness;

import inkling.analysis.Calibration;
import inkling.analysis.LabelledPredictions;
import inkling.training.Score;

/**
 * How a network does on the test images as they are, or corrupted.
 *
 * @param accuracy 0 to 1
 * @param loss mean cross-entropy
 * @param calibrationError the expected calibration error, 0 to 1
 */
public record Measured(double accuracy, double loss, double calibrationError) {
    static Measured of(LabelledPredictions predictions) {
        Score score = predictions.score();
        return new Measured(
                score.accuracy(), score.loss(), Calibration.of(predictions).expectedError());
    }

    /** The share of wrong answers. */
    public double error() {
        return 1 - accuracy;
    }
}
