package inkling.inspect;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.ConfusionMatrix.ClassFigures;
import inkling.analysis.ConfusionMatrix.Confused;
import inkling.analysis.LabelledPredictions;
import inkling.archive.runs.TrainedOn;
import inkling.http.Address;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import inkling.training.Score;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The confusion matrix of an epoch, as the page and its JSON have it.
 *
 * @param classes their names
 * @param counts rows are true labels, columns predicted ones
 * @param similar the labels in an order in which those that are taken for each other stand together
 * @param accuracy of all images
 * @param topTwo the share of images whose label is among the two likeliest classes
 * @param loss mean cross-entropy over the images
 * @param overBatches accuracy and loss once more as a notebook counts them: the means over batches
 * @param figures one a class
 * @param confused what is taken for what, the most frequent first, at most {@value #MOST_CONFUSED}
 * @param total how many images
 */
record ConfusionView(
        int epoch,
        List<String> classes,
        int[][] counts,
        int[] similar,
        double accuracy,
        double topTwo,
        double loss,
        Score overBatches,
        List<ClassFigures> figures,
        List<Confused> confused,
        int total) {

    private static final int MOST_CONFUSED = 200;

    /** In which order the classes stand. */
    enum Order implements Named {
        /** That of their labels. */
        LABEL,
        /** Those that are taken for each other beside each other. */
        SIMILARITY
    }

    /** A cell of the table: what it says and where its images are; no address where it has none. */
    record Cell(String text, String url, boolean right, boolean empty) {}

    /** What is taken for what, how often, and where those images are. */
    record ConfusedRow(String label, String predicted, String count, String share, String url) {}

    /** A class's line of figures. */
    record ClassRow(String name, String precision, String recall, String f1, String support, String url) {}

    static ConfusionView of(int epoch, int batchSize, TrainedOn data, LabelledPredictions predictions) {
        ConfusionMatrix all = ConfusionMatrix.of(predictions);
        ConfusionMatrix matrix = all.first(all.spoken(data.classNames().size()));
        Score score = predictions.score();
        return new ConfusionView(
                epoch,
                data.outputNames().subList(0, matrix.classes()),
                matrix.counts(),
                matrix.bySimilarity(),
                score.accuracy(),
                predictions.topTwoAccuracy(),
                score.loss(),
                predictions.overBatches(batchSize),
                IntStream.range(0, matrix.classes()).mapToObj(matrix::figures).toList(),
                matrix.confused().stream().limit(MOST_CONFUSED).toList(),
                matrix.total());
    }

    /** The labels as they stand in the table. */
    int[] labels(Order order) {
        return order == Order.SIMILARITY
                ? similar
                : IntStream.range(0, counts.length).toArray();
    }

    /** The rows of the table. */
    List<List<Cell>> rows(EpochRequest request, String show, int[] labels) {
        return Arrays.stream(labels)
                .mapToObj(label -> Arrays.stream(labels)
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

    List<ConfusedRow> confusedRows(EpochRequest request) {
        return confused.stream()
                .map(each -> new ConfusedRow(
                        classes.get(each.label()),
                        classes.get(each.predicted()),
                        Text.of(
                                "%s of %s",
                                Figures.count(each.count()),
                                Figures.count(figures.get(each.label()).support())),
                        Text.of(
                                "%.1f\u2009%%",
                                100.0 * each.count() / figures.get(each.label()).support()),
                        images(request, each.label(), each.predicted())))
                .toList();
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
