package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeparationTest {
    /**
     * The even examples as known ones and the odd as strangers, their confidence in tenths, so that many are equal:
     *
     * <pre>{@code
     * a = np.arange(200) % 2 == 0; k = np.floor(P.max(1) * 10 + .5) / 10; s = np.floor(np.where(a, k, k - .1) * 10 + .5) / 10
     * fpr, tpr, threshold = roc_curve(a, s, drop_intermediate=False); fpr[np.argmax(tpr >= .95)]
     * roc_auc_score(a, s); average_precision_score(a, s)
     * }</pre>
     */
    @Test
    void areas_and_false_positives_are_those_of_scikit_learn_where_scores_are_equal_too() {
        LabelledPredictions said = Examples.predictions();
        double[] known = even(0).map(i -> tenth(said.confidence((int) i))).toArray();
        double[] strangers =
                even(1).map(i -> tenth(tenth(said.confidence((int) i)) - 0.1)).toArray();

        Separation separation = Separation.of(known, strangers);

        assertThat(separation.auroc()).isCloseTo(0.6875, within(1e-12));
        assertThat(separation.aupr()).isCloseTo(0.6704069243822733, within(1e-12));
        assertThat(separation.falsePositives()).isCloseTo(0.94, within(1e-12));
        assertThat(separation.threshold()).isEqualTo(0.2);
    }

    /** {@code torch.logsumexp(z, 1)}, and the same functions of it. */
    @Test
    void so_they_are_of_energy_scores() {
        LabelledPredictions said = Examples.predictions();

        Separation separation = Separation.of(
                even(0).map(i -> said.energyScore((int) i)).toArray(),
                even(1).map(i -> said.energyScore((int) i)).toArray());

        assertThat(said.energyScore(0)).isCloseTo(0.6911474633710484, within(1e-12));
        assertThat(said.energyScore(1)).isCloseTo(5.975362292797333, within(1e-12));
        assertThat(separation.auroc()).isCloseTo(0.49555, within(1e-12));
        assertThat(separation.aupr()).isCloseTo(0.49826082982530856, within(1e-12));
        assertThat(separation.falsePositives()).isCloseTo(0.96, within(1e-12));
    }

    private static DoubleStream even(int first) {
        return IntStream.range(0, 100).mapToDouble(i -> 2 * i + first);
    }

    private static double tenth(double score) {
        return Math.floor(score * 10 + 0.5) / 10;
    }

    /** By hand. */
    @Test
    void groups_that_do_not_overlap_are_told_apart_and_equal_ones_are_not() {
        assertThat(Separation.of(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(new Separation(1, 1, 0, 3));
        assertThat(Separation.of(new double[] {1, 2}, new double[] {3, 4}).auroc())
                .isZero();
        assertThat(Separation.of(new double[] {5, 5}, new double[] {5, 5})).isEqualTo(new Separation(0.5, 0.5, 1, 5));
        assertThatThrownBy(() -> Separation.of(new double[0], new double[1]))
                .hasMessage("both groups need scores, had 0 and 1");
    }
}
