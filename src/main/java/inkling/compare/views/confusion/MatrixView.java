package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.Results.Seen;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A confusion matrix among others.
 *
 * @param title of its table
 * @param about in a line, what it comes to
 * @param classes their names
 * @param rows of few classes, else empty
 * @param layers of many classes the cells that hold something, drawn
 * @param most of many classes the cells that hold the most, in words
 */
record MatrixView(
        ComparedRun side,
        String title,
        String about,
        List<String> classes,
        List<List<Cell>> rows,
        List<Layer> layers,
        List<Cell> most) {
    private static final int LEVELS = 6;

    private static final int MOST_TOLD = 8;

    /** Cells of one colour: an SVG path of squares, each 1 wide. */
    record Layer(String look, String path) {}

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
        return of(
                seen.side(),
                "Confusion matrix of " + seen.side().run().name(),
                Text.of("%s right, %s", Figures.percent(matrix.accuracy()), Figures.plural(wrong, "mistake")),
                classes,
                (label, predicted) -> {
                    double value = unit.value(matrix, label, predicted);
                    String look = label == predicted
                            ? "right-" + level(value, mostRight)
                            : "wrong-" + level(Math.sqrt(value), Math.sqrt(mostWrong));
                    return cell(seen, classes, unit, look, label, predicted);
                },
                (label, predicted) -> label == predicted ? 0 : matrix.count(label, predicted));
    }

    /** Makes a cell. */
    interface Maker {
        Cell of(int label, int predicted);
    }

    /** How many images a cell stands for; 0 for one that is not to be told in words. */
    interface Weight {
        int of(int label, int predicted);
    }

    /** Any matrix: as a table where that can be read, else drawn, with what weighs most in words. */
    static MatrixView of(
            ComparedRun side, String title, String about, List<String> classes, Maker maker, Weight weight) {
        int size = classes.size();
        if (size <= ConfusionMatrix.LEGIBLE) {
            List<List<Cell>> rows = IntStream.range(0, size)
                    .mapToObj(label -> IntStream.range(0, size)
                            .mapToObj(predicted -> maker.of(label, predicted))
                            .toList())
                    .toList();
            return new MatrixView(side, title, about, classes, rows, List.of(), List.of());
        }
        Map<String, StringBuilder> paths = new TreeMap<>();
        for (int cell = 0; cell < size * size; cell++) {
            paths.computeIfAbsent(maker.of(cell / size, cell % size).look(), look -> new StringBuilder())
                    .append(Text.of("M%d %dh1v1h-1z", cell % size, cell / size));
        }
        List<Cell> most = IntStream.range(0, size * size)
                .filter(cell -> weight.of(cell / size, cell % size) > 0)
                .boxed()
                .sorted(Comparator.comparingInt(cell -> -weight.of(cell / size, cell % size)))
                .limit(MOST_TOLD)
                .map(cell -> maker.of(cell / size, cell % size))
                .toList();
        return new MatrixView(
                side,
                title,
                about,
                classes,
                List.of(),
                paths.entrySet().stream()
                        .map(path -> new Layer(path.getKey(), path.getValue().toString()))
                        .toList(),
                most);
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
