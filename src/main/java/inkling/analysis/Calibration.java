package inkling.analysis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the network is right as often as it says it is (Guo et al., "On Calibration of Modern Neural Networks", 2017).
 *
 * @param bins the confidences in equal widths, 0 to 1
 * @param expectedError ECE: the mean over the images of the gap between their bin's accuracy and its confidence
 */
public record Calibration(List<Bin> bins, double expectedError) {
    /** How many bins the paper takes. */
    public static final int BINS = 15;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The images whose confidence lies in (low, high]; the first bin holds 0 as well.
     *
     * @param right how many of them are classified correctly
     * @param wrong how many are not
     * @param confidence their mean confidence; 0 for an empty bin
     */
    public record Bin(double low, double high, int right, int wrong, double confidence) {
        public int count() {
            return right + wrong;
        }

        /** 0 for an empty bin. */
        public double accuracy() {
            return count() == 0 ? 0 : right / (double) count();
        }

        /** How far accuracy and confidence lie apart; positive where the network is too sure of itself. */
        double overconfidence() {
            return confidence - accuracy();
        }
    }

    /** The mean confidence over all images; 0 of none. */
    public double confidence() {
        int images = bins.stream().mapToInt(Bin::count).sum();
        return bins.stream().mapToDouble(bin -> bin.count() * bin.confidence()).sum() / Math.max(1, images);
    }

    public static Calibration of(LabelledPredictions predictions) {
        return of(predictions, BINS);
    }

    public static Calibration of(LabelledPredictions predictions, int bins) {
        int[] right = new int[bins];
        int[] wrong = new int[bins];
        double[] sum = new double[bins];
        for (int image = 0; image < predictions.size(); image++) {
            double confidence = predictions.confidence(image);
            int bin = Math.min(bins - 1, Math.max(0, (int) Math.ceil(confidence * bins) - 1));
            (predictions.right(image) ? right : wrong)[bin]++;
            sum[bin] += confidence;
        }
        List<Bin> filled = IntStream.range(0, bins)
                .mapToObj(bin -> {
                    int count = right[bin] + wrong[bin];
                    double mean = count == 0 ? 0 : sum[bin] / count;
                    return new Bin(bin / (double) bins, (bin + 1) / (double) bins, right[bin], wrong[bin], mean);
                })
                .toList();
        double error = filled.stream()
                .mapToDouble(bin -> bin.count() * Math.abs(bin.overconfidence()))
                .sum();
        return new Calibration(filled, predictions.size() == 0 ? 0 : error / predictions.size());
    }
}
