package inkling.inspect;

import inkling.analysis.Calibration;
import inkling.analysis.LabelledPredictions;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Score;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well confidence fits accuracy, as a page and its JSON have it.
 *
 * @param expectedError ECE
 * @param confidence the mean over all images
 * @param loss mean cross-entropy over all images
 */
record CalibrationFigures(
        List<Bin> bins, double expectedError, double accuracy, double confidence, double loss, double brierScore) {

    /** One of the 15 widths of confidence. */
    record Bin(double low, double high, int right, int wrong, int count, double confidence, double accuracy) {
        static Bin of(Calibration.Bin bin) {
            boolean empty = bin.count() == 0; // Of which nothing can be said.
            return new Bin(
                    bin.low(),
                    bin.high(),
                    bin.right(),
                    bin.wrong(),
                    bin.count(),
                    empty ? Double.NaN : bin.confidence(),
                    empty ? Double.NaN : bin.accuracy());
        }
    }

    /** A bin's line in the table. */
    record Row(String range, BinText asItIs, BinText scaled) {}

    /** What a line says of the network, as it is or with a temperature. */
    record BinText(String count, String right, String confidence, String accuracy) {
        static BinText of(Bin bin) {
            return new BinText(
                    Figures.count(bin.count()),
                    Figures.count(bin.right()),
                    Figures.percent(bin.confidence()),
                    Figures.percent(bin.accuracy()));
        }
    }

    static CalibrationFigures of(LabelledPredictions said) {
        Calibration calibration = Calibration.of(said);
        Score score = said.score();
        return new CalibrationFigures(
                calibration.bins().stream().map(Bin::of).toList(),
                calibration.expectedError(),
                score.accuracy(),
                calibration.confidence(),
                score.loss(),
                said.brierScore());
    }

    static List<Row> rows(CalibrationFigures asItIs, CalibrationFigures scaled) {
        return IntStream.range(0, asItIs.bins.size())
                .mapToObj(i -> {
                    Bin bin = asItIs.bins.get(i);
                    return new Row(
                            Text.of("%.1f–%.1f\u2009%%", 100 * bin.low(), 100 * bin.high()),
                            BinText.of(bin),
                            BinText.of(scaled.bins.get(i)));
                })
                .toList();
    }

    public String expectedErrorText() {
        return Figures.percent(expectedError);
    }

    public String accuracyText() {
        return Figures.percent(accuracy);
    }

    public String confidenceText() {
        return Figures.percent(confidence);
    }

    public String lossText() {
        return Figures.loss(loss);
    }

    public String brierText() {
        return Figures.loss(brierScore);
    }
}
