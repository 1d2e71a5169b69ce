package inkling.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each other one.
 *
 * @param counts rows are true labels, columns predicted ones; a shared array, not to be written to
 */
public record ConfusionMatrix(int[][] counts) {
    /** Of more classes a picture's cells are too small for numbers, and a table of them too large to read. */
    public static final int LEGIBLE = 20;

    /**
     * One class's figures, with 0/0 counted as 0, as scikit-learn does with {@code zero_division=0}; of a class without
     * images, of which nothing can be said, all are NaN.
     *
     * @param precision of the images predicted to be this class, the share that are
     * @param recall of the images of this class, the share predicted to be it
     * @param f1 the harmonic mean of the two
     * @param support how many images have this label
     */
    public record ClassFigures(double precision, double recall, double f1, int support) {}

    /** Images of one class that were taken for another one. */
    public record Confused(int label, int predicted, int count) {}

    public static ConfusionMatrix of(LabelledPredictions predictions) {
        int[][] counts = new int[predictions.classes()][predictions.classes()];
        for (int image = 0; image < predictions.size(); image++) {
            counts[predictions.label(image)][predictions.predicted(image)]++;
        }
        return new ConfusionMatrix(counts);
    }

    public int classes() {
        return counts.length;
    }

    /**
     * How many of the first classes there is something to say of: those of the data set, and as far as images were taken
     * for outputs that stand for none.
     */
    public int spoken(int named) {
        return IntStream.range(0, classes())
                .filter(predicted -> predictedAs(predicted) > 0)
                .map(predicted -> predicted + 1)
                .reduce(Math.min(named, classes()), Math::max);
    }

    /** That of so many classes: the first ones, if nothing is counted beyond them, or more, of which nothing is counted. */
    public ConfusionMatrix first(int classes) {
        return new ConfusionMatrix(IntStream.range(0, classes)
                .mapToObj(label -> label < counts.length ? Arrays.copyOf(counts[label], classes) : new int[classes])
                .toArray(int[][]::new));
    }

    public int count(int label, int predicted) {
        return counts[label][predicted];
    }

    /** What is taken for what, the most frequent first and of several the first; without what never happens. */
    public List<Confused> confused() {
        return IntStream.range(0, classes() * classes())
                .mapToObj(cell ->
                        new Confused(cell / classes(), cell % classes(), count(cell / classes(), cell % classes())))
                .filter(cell -> cell.label() != cell.predicted() && cell.count() > 0)
                .sorted(Comparator.comparingInt(cell -> -cell.count()))
                .toList();
    }

    /**
     * The classes in an order in which those that are taken for each other stand together ({@link Seriation}): two are as
     * much alike as the mean share of the one's images that are taken for the other.
     */
    public int[] bySimilarity() {
        double[][] likeness = new double[classes()][classes()];
        for (int one = 0; one < classes(); one++) {
            for (int other = 0; other < classes(); other++) {
                likeness[one][other] =
                        (ratio(count(one, other), support(one)) + ratio(count(other, one), support(other))) / 2;
            }
        }
        return Seriation.order(likeness);
    }

    /** How many images have this label. */
    public int support(int label) {
        return Arrays.stream(counts[label]).sum();
    }

    /** How many images are predicted to be this class. */
    int predictedAs(int predicted) {
        return Arrays.stream(counts).mapToInt(row -> row[predicted]).sum();
    }

    public int total() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    public double accuracy() {
        int right = 0;
        for (int c = 0; c < classes(); c++) {
            right += counts[c][c];
        }
        return ratio(right, total());
    }

    public ClassFigures figures(int label) {
        int right = counts[label][label];
        int support = support(label);
        if (support == 0) {
            return new ClassFigures(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        int predicted = predictedAs(label);
        return new ClassFigures(
                ratio(right, predicted), ratio(right, support), ratio(2.0 * right, predicted + support), support);
    }

    private static double ratio(double part, int whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
