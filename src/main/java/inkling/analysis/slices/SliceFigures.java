package inkling.analysis.slices;

import inkling.analysis.Calibration;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.Wilson;
import java.util.stream.IntStream;

/**
 * How well a network does on some images.
 *
 * @param accuracy a number that is none where there are no images, as the others
 * @param interval in which the accuracy lies on all images of the kind, with 95 % confidence
 * @param confidence the mean
 * @param expectedError ECE, which is too high by chance where the images are few
 */
public record SliceFigures(
        int count, int right, double accuracy, Wilson interval, double confidence, double expectedError) {
    private static final Wilson NOTHING = new Wilson(0, 1);

    /** Of these answers. */
    public static SliceFigures of(LabelledPredictions said) {
        int right = (int) IntStream.range(0, said.size()).filter(said::right).count();
        if (said.size() == 0) {
            return new SliceFigures(0, 0, Double.NaN, NOTHING, Double.NaN, Double.NaN);
        }
        Calibration calibration = Calibration.of(said);
        return new SliceFigures(
                said.size(),
                right,
                (double) right / said.size(),
                Wilson.of(right, said.size()),
                calibration.confidence(),
                calibration.expectedError());
    }
}
