package inkling.inspect;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.ConfusionMatrix.ClassFigures;
import inkling.analysis.LabelledPredictions;
import inkling.http.Address;
import inkling.network.Architecture;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.training.Score;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The confusion matrix of an epoch, as the page and its JSON have it.
 *
 * @param classes their names
 * @param counts rows are true labels, columns predicted ones
 * @param accuracy of all images
 * @param topTwo the share of images whose label is among the two likeliest classes
 * @param loss mean cross-entropy over the images
 * @param overBatches accuracy and loss once more as a notebook counts them: the means over batches
 * @param figures one a class
 * @param total how many images
 */
record ConfusionView(
        int epoch,
        List<String> classes,
        int[][] counts,
        double accuracy,
        double topTwo,
        double loss,
        Score overBatches,
        List<ClassFigures> figures,
        int total) {

    /** A cell of the table: what it says and where its images are; no address where it has none. */
    record Cell(String text, String url, boolean right, boolean empty) {}

    /** A class's line of figures. */
    record ClassRow(String name, String precision, String recall, String f1, String support, String url) {}

    static ConfusionView of(int epoch, int batchSize, List<String> classes, LabelledPredictions predictions) {
        ConfusionMatrix all = ConfusionMatrix.of(predictions);
        ConfusionMatrix matrix = all.first(all.spoken(classes.size()));
        Score score = predictions.score();
        return new ConfusionView(
                epoch,
                Architecture.outputNames(classes).subList(0, matrix.classes()),
                matrix.counts(),
                score.accuracy(),
                predictions.topTwoAccuracy(),
                score.loss(),
                predictions.overBatches(batchSize),
                IntStream.range(0, matrix.classes()).mapToObj(matrix::figures).toList(),
                matrix.total());
    }

    /** The rows of the table. */
    List<List<Cell>> rows(EpochRequest request, String show) {
        return IntStream.range(0, counts.length)
                .mapToObj(label -> IntStream.range(0, counts.length)
                        .mapToObj(predicted -> cell(request, show, label, predicted))
                        .toList())
                .toList();
    }

    private Cell cell(EpochRequest request, String show, int label, int predicted) {
        int count = counts[label][predicted];
        int support = figures.get(label).support();
        String text = show.equals("row") ? Figures.percent(count / (double) support) : Figures.count(count);
        return new Cell(text, images(request, label, predicted), label == predicted, count == 0);
    }

    private static String images(EpochRequest request, int label, int predicted) {
        return new Address(request.run().url() + "/mistakes")
                .with("epoch", request.asked("epoch"))
                .with("true", label)
                .with("predicted", predicted)
                .toString();
    }

    List<ClassRow> classRows(EpochRequest request) {
        return IntStream.range(0, counts.length)
                .mapToObj(label -> {
                    ClassFigures each = figures.get(label);
                    String url = new Address(request.run().url() + "/mistakes")
                            .with("epoch", request.asked("epoch"))
                            .with("true", label)
                            .toString();
                    return new ClassRow(
                            classes.get(label),
                            Figures.percent(each.precision()),
                            Figures.percent(each.recall()),
                            Figures.percent(each.f1()),
                            Figures.count(each.support()),
                            url);
                })
                .toList();
    }
}
