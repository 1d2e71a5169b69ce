package inkling.inspect;

import inkling.analysis.Calibration;
import inkling.analysis.LabelledPredictions;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Whether the network is right as often as it says it is: reliability diagram, expected calibration error, histogram. */
public final class CalibrationPage {

    private final RunArchive archive;
    private final PredictionStore predictions;

    /**
     * The calibration of an epoch, as the page and its JSON have it.
     *
     * @param expectedError ECE
     * @param confidence the mean over all images
     */
    record View(int epoch, List<Bin> bins, double expectedError, double accuracy, double confidence) {}

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
    record Row(String range, String count, String right, String wrong, String confidence, String accuracy) {
        static Row of(Bin bin) {
            return new Row(
                    Text.of("%.1f–%.1f\u2009%%", 100 * bin.low(), 100 * bin.high()),
                    Figures.count(bin.count()),
                    Figures.count(bin.right()),
                    Figures.count(bin.wrong()),
                    Figures.percent(bin.confidence()),
                    Figures.percent(bin.accuracy()));
        }
    }

    public CalibrationPage(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        View view = view(request);
        Map<String, Object> model = request.model();
        model.put("view", view);
        model.put("rows", view.bins().stream().map(Row::of).toList());
        model.put("expectedError", Figures.percent(view.expectedError()));
        model.put("accuracy", Figures.percent(view.accuracy()));
        model.put("confidence", Figures.percent(view.confidence()));
        context.render("inspect/calibration.html", model);
    }

    public void json(Context context) {
        context.json(view(EpochRequest.of(archive, context)));
    }

    private View view(EpochRequest request) {
        LabelledPredictions labelled = predictions.labelled(request.run(), request.epoch(), ImageSplit.TEST);
        Calibration calibration = Calibration.of(labelled);
        double confidence = calibration.bins().stream()
                        .mapToDouble(bin -> bin.count() * bin.confidence())
                        .sum()
                / Math.max(1, labelled.size());
        return new View(
                request.epoch(),
                calibration.bins().stream().map(Bin::of).toList(),
                calibration.expectedError(),
                labelled.score().accuracy(),
                confidence);
    }
}
