package inkling.overview;

import inkling.analysis.Calibration;
import inkling.analysis.ConfusionMatrix;
import inkling.analysis.LabelledPredictions;
import inkling.analysis.Mistakes;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.inspect.ImagePictures;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What an epoch makes of the test images, in pictures.
 *
 * @param names of the classes
 * @param cells those of the confusion matrix that are not 0, by how they look
 * @param confused what is taken for what most often; empty if nothing is wrong
 * @param surest the mistake that it was surest of; empty likewise
 * @param mistakes how many there are, in words
 * @param bars the accuracy of each bin of confidence that is not empty
 * @param calibration how sure it is and how often right, in a sentence
 */
public record TestedPicture(
        List<String> names,
        List<Cells> cells,
        Optional<Confused> confused,
        Optional<Surest> surest,
        String mistakes,
        List<Bar> bars,
        String calibration) {

    /**
     * Cells that look alike.
     *
     * @param ink 0 to 1: on the diagonal of the images of its row, beside it of the most that are confused
     * @param path of SVG, a square a cell
     */
    record Cells(boolean right, String ink, String path) {}

    /** @param query what the page of mistakes is asked for to show them */
    record Confused(String said, String query) {}

    record Surest(String picture, String said) {}

    record Bar(String x, String y, String width, String height) {}

    static TestedPicture of(Run run, LabelledPredictions said) {
        TrainedOn data = run.data().orElseThrow();
        ConfusionMatrix all = ConfusionMatrix.of(said);
        ConfusionMatrix matrix = all.first(all.spoken(data.classNames().size()));
        List<String> names = data.outputNames();
        Calibration calibration = Calibration.of(said);
        OptionalInt surest = Mistakes.surest(said);
        int wrong = Mistakes.select(said, Mistakes.Filter.ALL, Mistakes.Order.INDEX).length;
        return new TestedPicture(
                names.subList(0, matrix.classes()),
                cells(matrix),
                matrix.confused().stream().findFirst().map(pair -> confused(pair, names)),
                surest.isEmpty() ? Optional.empty() : Optional.of(surest(run, names, said, surest.getAsInt())),
                Text.of("%s in %s test images.", Figures.plural(wrong, "mistake"), Figures.count(said.size())),
                calibration.bins().stream()
                        .filter(bin -> bin.count() > 0)
                        .map(TestedPicture::bar)
                        .toList(),
                calibration(calibration, said));
    }

    private static List<Cells> cells(ConfusionMatrix matrix) {
        int most = matrix.confused().stream()
                .findFirst()
                .map(ConfusionMatrix.Confused::count)
                .orElse(1);
        Map<String, String> right = new TreeMap<>();
        Map<String, String> wrong = new TreeMap<>();
        for (int label = 0; label < matrix.classes(); label++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                int count = matrix.count(label, predicted);
                double of = label == predicted ? Math.max(1, matrix.support(label)) : most;
                if (count > 0) {
                    (label == predicted ? right : wrong)
                            .merge(
                                    Text.of("%.2f", count / of),
                                    Text.of("M%d %dh.94v.94h-.94z", predicted, label),
                                    String::concat);
                }
            }
        }
        List<Cells> cells = new ArrayList<>();
        right.forEach((ink, path) -> cells.add(new Cells(true, ink, path)));
        wrong.forEach((ink, path) -> cells.add(new Cells(false, ink, path)));
        return cells;
    }

    private static Confused confused(ConfusionMatrix.Confused pair, List<String> names) {
        return new Confused(
                Text.of(
                        "%s taken for %s, %s",
                        names.get(pair.label()), names.get(pair.predicted()), Figures.plural(pair.count(), "time")),
                Text.of("true=%d&predicted=%d", pair.label(), pair.predicted()));
    }

    private static Surest surest(Run run, List<String> names, LabelledPredictions said, int image) {
        return new Surest(
                ImagePictures.url(run, new ImageName(ImageSplit.TEST, image)),
                Text.of(
                        "%s, taken for %s, %s sure",
                        names.get(said.label(image)),
                        names.get(said.predicted(image)),
                        Figures.percent(said.confidence(image))));
    }

    private static Bar bar(Calibration.Bin bin) {
        return new Bar(
                Text.of("%.2f", 100 * bin.low()),
                Text.of("%.2f", 100 * (1 - bin.accuracy())),
                Text.of("%.2f", 100 * (bin.high() - bin.low()) - 0.8),
                Text.of("%.2f", 100 * bin.accuracy()));
    }

    private static String calibration(Calibration calibration, LabelledPredictions said) {
        double sure = IntStream.range(0, said.size())
                .mapToDouble(said::confidence)
                .average()
                .orElse(Double.NaN);
        return Text.of(
                "Expected calibration error %s: on average it is %s sure, and %s are right.",
                Figures.percent(calibration.expectedError()),
                Figures.percent(sure),
                Figures.percent(said.score().accuracy()));
    }
}
