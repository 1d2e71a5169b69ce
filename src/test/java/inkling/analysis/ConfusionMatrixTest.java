package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.ConfusionMatrix.ClassFigures;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static final double[][] SCIKIT_LEARN = {
        {0.8275862068965517, 0.6486486486486487, 0.7272727272727273, 37},
        {0.625, 1.0, 0.7692307692307693, 15},
        {0.625, 0.45454545454545453, 0.5263157894736842, 22},
        {0.7142857142857143, 1.0, 0.8333333333333333, 10},
        {0.7368421052631579, 0.5384615384615384, 0.6222222222222222, 26},
        {0.5833333333333334, 1.0, 0.7368421052631579, 7},
        {0.6, 0.4090909090909091, 0.4864864864864865, 22},
        {0.631578947368421, 1.0, 0.7741935483870968, 12},
        {0.8333333333333334, 0.5769230769230769, 0.6818181818181818, 26},
        {0.6764705882352942, 1.0, 0.8070175438596492, 23}
    };

    /** {@code confusion_matrix(label, pred)}. */
    @Test
    void counts_true_labels_down_and_predicted_ones_across_as_scikit_learn_does() {
        ConfusionMatrix matrix = ConfusionMatrix.of(Examples.predictions());

        assertThat(matrix.counts()).isDeepEqualTo(new int[][] {
            {24, 2, 1, 1, 1, 2, 1, 0, 2, 3},
            {0, 15, 0, 0, 0, 0, 0, 0, 0, 0},
            {1, 2, 10, 2, 2, 0, 1, 1, 1, 2},
            {0, 0, 0, 10, 0, 0, 0, 0, 0, 0},
            {3, 2, 2, 0, 14, 1, 2, 1, 0, 1},
            {0, 0, 0, 0, 0, 7, 0, 0, 0, 0},
            {0, 1, 2, 1, 1, 2, 9, 3, 0, 3},
            {0, 0, 0, 0, 0, 0, 0, 12, 0, 0},
            {1, 2, 1, 0, 1, 0, 2, 2, 15, 2},
            {0, 0, 0, 0, 0, 0, 0, 0, 0, 23}
        });
        assertThat(matrix.total()).isEqualTo(200);
        assertThat(matrix.accuracy()).isEqualTo(0.695);
        assertThat(matrix.predictedAs(9)).isEqualTo(34);
    }

    @Test
    void the_first_of_the_largest_numbers_beside_the_diagonal_is_what_is_confused_most() {
        assertThat(ConfusionMatrix.of(Examples.predictions()).confused())
                .startsWith(
                        new ConfusionMatrix.Confused(0, 9, 3),
                        new ConfusionMatrix.Confused(4, 0, 3),
                        new ConfusionMatrix.Confused(6, 7, 3))
                .hasSize(37)
                .isSortedAccordingTo(Comparator.comparingInt(cell -> -cell.count()));
        assertThat(new ConfusionMatrix(new int[][] {{5, 0}, {0, 7}}).confused()).isEmpty();
    }

    /** {@code precision_recall_fscore_support(label, pred, zero_division=0)}. */
    @Test
    void precision_recall_and_f1_are_those_of_scikit_learn() {
        ConfusionMatrix matrix = ConfusionMatrix.of(Examples.predictions());

        for (int label = 0; label < 10; label++) {
            ClassFigures figures = matrix.figures(label);
            assertThat(figures.precision()).isCloseTo(SCIKIT_LEARN[label][0], within(1e-15));
            assertThat(figures.recall()).isCloseTo(SCIKIT_LEARN[label][1], within(1e-15));
            assertThat(figures.f1()).isCloseTo(SCIKIT_LEARN[label][2], within(1e-15));
            assertThat(figures.support()).isEqualTo((int) SCIKIT_LEARN[label][3]);
        }
    }

    @Test
    void a_class_that_is_never_met_counts_as_zero_rather_than_as_no_number() {
        ConfusionMatrix matrix = new ConfusionMatrix(new int[][] {{3, 0, 0}, {1, 0, 0}, {0, 0, 0}});

        assertThat(matrix.figures(0)).isEqualTo(new ClassFigures(0.75, 1, 6 / 7.0, 3));
        assertThat(matrix.figures(1)).isEqualTo(new ClassFigures(0, 0, 0, 1));
        assertThat(matrix.figures(2))
                .as("nothing can be said of a class without images")
                .isEqualTo(new ClassFigures(Double.NaN, Double.NaN, Double.NaN, 0));
    }
}
