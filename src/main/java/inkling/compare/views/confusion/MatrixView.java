package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.Results.Seen;
import inkling.http.Address;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A confusion matrix among others.
 *
 * @param title of its table
 * @param about in a line, what it comes to
 * @param classes their names
 * @param rows of few classes, else empty
 * @param drawing of many classes; null of few
 */
record MatrixView(
        ComparedRun side,
        String title,
        String about,
        List<String> classes,
        List<List<Cell>> rows,
        @Nullable Drawing drawing) {
    private static final int LEVELS = 6;

    private static final int MOST_TOLD = 8;

    /**
     * A matrix that is too large for a table.
     *
     * @param layers the cells that hold something
     * @param changes whether its numbers are changes
     * @param numbers label, predicted class and images of each of them, for a script
     * @param url where a cell's images are, less its {@code true} and {@code predicted}
     * @param most the cells that hold the most, in words
     */
    record Drawing(List<Layer> layers, boolean changes, String numbers, String url, List<Cell> most) {}

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
    record Cell(String text, String url, boolean empty, String look, String title) {}

    /** What stands in the cells. */
    interface Cells {
        /** How it is coloured. */
        String look(int label, int predicted);

        String text(int label, int predicted);

        /** How many images it stands for; below 0 where that many fewer. */
        int images(int label, int predicted);

        /** Whether they are changes, of which none leaves images to look at, and one of what is right counts as well. */
        boolean changes();
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
                seen.side().view("mistakes"),
                new Cells() {
                    @Override
                    public String look(int label, int predicted) {
                        double value = unit.value(matrix, label, predicted);
                        return label == predicted
                                ? "right-" + level(value, mostRight)
                                : "wrong-" + level(Math.sqrt(value), Math.sqrt(mostWrong));
                    }

                    @Override
                    public String text(int label, int predicted) {
                        return unit.text(matrix, label, predicted);
                    }

                    @Override
                    public int images(int label, int predicted) {
                        return matrix.count(label, predicted);
                    }

                    @Override
                    public boolean changes() {
                        return false;
                    }
                });
    }

    /**
     * Any matrix: as a table where that can be read, else drawn, with what weighs most in words.
     *
     * @param images where a cell leads, less its {@code true} and {@code predicted}
     */
    static MatrixView of(
            ComparedRun side, String title, String about, List<String> classes, Address images, Cells cells) {
        int size = classes.size();
        if (size > ConfusionMatrix.LEGIBLE) {
            return new MatrixView(side, title, about, classes, List.of(), drawing(classes, images, cells));
        }
        List<List<Cell>> rows = IntStream.range(0, size)
                .mapToObj(label -> IntStream.range(0, size)
                        .mapToObj(predicted -> cell(classes, images, cells, label, predicted))
                        .toList())
                .toList();
        return new MatrixView(side, title, about, classes, rows, null);
    }

    private static Drawing drawing(List<String> classes, Address images, Cells cells) {
        int size = classes.size();
        Map<String, StringBuilder> paths = new TreeMap<>();
        StringJoiner numbers = new StringJoiner(" ");
        List<Integer> told = new ArrayList<>();
        for (int cell = 0; cell < size * size; cell++) {
            int label = cell / size;
            int predicted = cell % size;
            if (cells.images(label, predicted) == 0) {
                continue;
            }
            numbers.add(label + " " + predicted + " " + cells.images(label, predicted));
            paths.computeIfAbsent(cells.look(label, predicted), look -> new StringBuilder())
                    .append(Text.of("M%d %dh1v1h-1z", predicted, label));
            if (cells.changes() || label != predicted) {
                told.add(cell);
            }
        }
        List<Cell> most = told.stream()
                .sorted(Comparator.comparingInt(cell -> -Math.abs(cells.images(cell / size, cell % size))))
                .limit(MOST_TOLD)
                .map(cell -> cell(classes, images, cells, cell / size, cell % size))
                .toList();
        List<Layer> layers = paths.entrySet().stream()
                .map(path -> new Layer(path.getKey(), path.getValue().toString()))
                .toList();
        return new Drawing(layers, cells.changes(), numbers.toString(), images.toString(), most);
    }

    private static Cell cell(List<String> classes, Address images, Cells cells, int label, int predicted) {
        String url = cells.changes() || cells.images(label, predicted) != 0
                ? images.copy().with("true", label).with("predicted", predicted).toString()
                : "";
        return new Cell(
                cells.text(label, predicted),
                url,
                url.isEmpty(),
                cells.look(label, predicted),
                Text.of("true %s, predicted %s", classes.get(label), classes.get(predicted)));
    }

    /** The classes' names, a line each. */
    public String names() {
        return String.join("\n", classes);
    }

    private static int level(double value, double most) {
        return value == 0 ? 0 : (int) Math.min(LEVELS, Math.ceil(LEVELS * value / most));
    }
}
