package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.Results.Seen;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A confusion matrix among others.
 *
 * @param title of its table
 * @param about in a line, what it comes to
 * @param classes their names
 */
record MatrixView(ComparedRun side, String title, String about, List<String> classes, List<List<Cell>> rows) {
    private static final int LEVELS = 6;

    /**
     * One cell.
     *
     * @param url where its images are; empty if it has none
     * @param empty whether it has none
     * @param look how it is coloured
     * @param title in words, which cell it is
     */
    record Cell(String text, String url, boolean empty, String look, String title) {
        static Cell of(String text, String url, String look, List<String> classes, int label, int predicted) {
            return new Cell(
                    text,
                    url,
                    url.isEmpty(),
                    look,
                    Text.of("true %s, predicted %s", classes.get(label), classes.get(predicted)));
        }
    }

    /**
     * A run's own matrix; a cell leads to the run's images.
     *
     * @param mostRight what the strongest colour on the diagonal stands for
     * @param mostWrong what the strongest colour off it stands for
     */
    static MatrixView of(
            Seen<ConfusionMatrix> seen, List<String> classes, Unit unit, double mostRight, double mostWrong) {
        ConfusionMatrix matrix = seen.value();
        int wrong = matrix.total() - (int) Math.round(matrix.accuracy() * matrix.total());
        return new MatrixView(
                seen.side(),
                "Confusion matrix of " + seen.side().run().name(),
                Text.of("%s right, %s", Figures.percent(matrix.accuracy()), Figures.plural(wrong, "mistake")),
                classes,
                rows(matrix.classes(), (label, predicted) -> {
                    double value = unit.value(matrix, label, predicted);
                    String look = label == predicted
                            ? "right-" + level(value, mostRight)
                            : "wrong-" + level(Math.sqrt(value), Math.sqrt(mostWrong));
                    return cell(seen, classes, unit, look, label, predicted);
                }));
    }

    /** Makes a cell. */
    interface Maker {
        Cell of(int label, int predicted);
    }

    static List<List<Cell>> rows(int classes, Maker maker) {
        return IntStream.range(0, classes)
                .mapToObj(label -> IntStream.range(0, classes)
                        .mapToObj(predicted -> maker.of(label, predicted))
                        .toList())
                .toList();
    }

    private static Cell cell(
            Seen<ConfusionMatrix> seen, List<String> classes, Unit unit, String look, int label, int predicted) {
        int count = seen.value().count(label, predicted);
        String url = count == 0
                ? ""
                : seen.side()
                        .view("mistakes")
                        .with("true", label)
                        .with("predicted", predicted)
                        .toString();
        return Cell.of(unit.text(seen.value(), label, predicted), url, look, classes, label, predicted);
    }

    private static int level(double value, double most) {
        return value == 0 ? 0 : (int) Math.min(LEVELS, Math.ceil(LEVELS * value / most));
    }
}
