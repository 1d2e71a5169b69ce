package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.compare.views.Answers;
import inkling.compare.views.ComparisonErrors;
import inkling.compare.views.Results.Seen;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The comparison for programs.
 *
 * @param classes the names of those of the baseline and the runs that can be held against it
 * @param differences of the pair that was asked for, or of every other run less the baseline
 * @param troubles why runs are missing
 */
record ConfusionJson(
        List<String> classes,
        List<Matrix> matrices,
        List<Difference> differences,
        List<ComparisonErrors.RunError> troubles) {

    /** A run's matrix: rows are true labels, columns predicted ones. */
    record Matrix(long run, int epoch, double accuracy, int[][] counts) {}

    /** The matrix of run {@code b} less that of run {@code a}. */
    record Difference(long a, long b, int[][] counts) {}

    static ConfusionJson of(
            Answers answers, List<String> classes, List<Seen<ConfusionMatrix>> matrices, List<Change> changes) {
        return new ConfusionJson(
                classes,
                matrices.stream()
                        .map(seen -> new Matrix(
                                seen.side().id(),
                                seen.side().at(),
                                seen.value().accuracy(),
                                seen.value().counts()))
                        .toList(),
                changes.stream()
                        .map(change ->
                                new Difference(change.from().id(), change.to().id(), counts(change)))
                        .toList(),
                ComparisonErrors.of(answers.results()));
    }

    private static int[][] counts(Change change) {
        int classes = change.difference().from().classes();
        return IntStream.range(0, classes)
                .mapToObj(label -> IntStream.range(0, classes)
                        .map(predicted -> change.difference().count(label, predicted))
                        .toArray())
                .toArray(int[][]::new);
    }
}
