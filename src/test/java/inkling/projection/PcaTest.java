package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PcaTest {
    /** By {@code p = sklearn.decomposition.PCA(3, svd_solver="full").fit(x)}, scikit-learn 1.2, on {@link Formula}. */
    @Test
    void mean_axes_and_variance_are_those_of_scikit_learn() {
        Pca pca = Pca.of(Formula.points(60, 5), 5, 3);

        assertThat(pca.mean())
                .containsExactly(new double[] {0.1979916, 0.38925697, 0.59867521, 0.8676113, 1.17305984}, within(1e-6));
        assertThat(pca.explainedVariance())
                .containsExactly(new double[] {12.45094222, 8.20889908, 4.6924179}, within(1e-4));
        assertThat(pca.explainedVarianceRatio())
                .containsExactly(new double[] {0.43484582, 0.2866936, 0.16388144}, within(1e-6));
        assertThat(pca.axes()[0])
                .containsExactly(
                        new double[] {0.9942523, -0.10669938, -0.00762139, 0.00324571, -0.00299832}, within(1e-5));
        // scikit-learn 1.2 takes signs from the scores; ours come from the loadings.
        assertThat(pca.axes()[1])
                .containsExactly(
                        new double[] {0.10644917, 0.9937845, -0.02933335, 0.00472119, 0.01334924}, within(1e-5));
        assertThat(pca.axes()[2])
                .containsExactly(
                        new double[] {0.01074444, 0.02757937, 0.99818201, 0.00723052, 0.05200309}, within(1e-5));
        assertThat(pca.transform(Formula.points(2, 5)))
                .containsExactly(
                        new float[] {-0.52679905f, 2.84606679f, 2.10072103f, 2.77587127f, 2.70800336f, -2.95437315f},
                        within(1e-4f));
    }

    @Property(tries = 30)
    void scores_vary_as_much_as_the_axes_say_and_not_together(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5000) int n,
            @ForAll @IntRange(min = 2, max = 20) int d) {
        Random random = new Random(seed);
        float[] x = new float[n * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian() * (1 + i % d) + 3;
        }

        Pca pca = Pca.of(x, d, 2);
        float[] scores = pca.transform(x);

        double[] product = new double[3];
        for (int i = 0; i < n; i++) {
            product[0] += (double) scores[2 * i] * scores[2 * i] / (n - 1);
            product[1] += (double) scores[2 * i + 1] * scores[2 * i + 1] / (n - 1);
            product[2] += (double) scores[2 * i] * scores[2 * i + 1] / (n - 1);
        }
        double scale = pca.explainedVariance()[0];
        assertThat(product[0]).isCloseTo(scale, within(1e-4 * scale));
        assertThat(product[1]).isCloseTo(pca.explainedVariance()[1], within(1e-4 * scale));
        assertThat(product[2]).isCloseTo(0, within(1e-4 * scale));
        assertThat(pca.explainedVariance()[0]).isGreaterThanOrEqualTo(pca.explainedVariance()[1]);
    }

    @Test
    void the_bits_do_not_depend_on_the_number_of_threads() {
        float[] x = Formula.points(20_000, 12);

        Pca one = new ForkJoinPool(1).submit(() -> Pca.of(x, 12, 2)).join();
        Pca three = new ForkJoinPool(3).submit(() -> Pca.of(x, 12, 2)).join();

        assertThat(three.axes()).isDeepEqualTo(one.axes());
        assertThat(three.explainedVariance()).containsExactly(one.explainedVariance());
    }

    @Test
    void dimensions_without_any_variance_are_no_trouble() {
        float[] x = new float[300];
        for (int i = 0; i < 100; i++) {
            x[3 * i + 1] = i;
        }

        Pca pca = Pca.of(x, 3, 2);

        assertThat(pca.axes()[0]).containsExactly(0, 1, 0);
        assertThat(pca.explainedVarianceRatio()).containsExactly(1, 0);
    }

    @Test
    void axes_that_the_points_do_not_span_hold_nothing() {
        Pca single = Pca.of(new float[] {3, 4, 5}, 3, 2);
        Pca line = Pca.of(new float[] {1, 2, 4}, 1, 2);

        assertThat(single.transform(new float[] {3, 4, 5})).containsExactly(0, 0);
        assertThat(single.explainedVarianceRatio()).containsExactly(0, 0);
        assertThat(line.transform(new float[] {1, 2, 4}))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(-4 / 3f, 0, -1 / 3f, 0, 5 / 3f, 0);
        assertThat(line.explainedVarianceRatio()).containsExactly(1, 0);
    }

    @Test
    void what_cannot_be_decomposed_is_refused_with_a_reason() {
        assertThatThrownBy(() -> Pca.of(new float[7], 3, 2)).hasMessageContaining("rows of 3 numbers, there were 7");
        assertThatThrownBy(() -> Pca.of(new float[0], 3, 2)).hasMessageContaining("at least 1, were 0");
        assertThatThrownBy(() -> Pca.of(new float[6], 3, 0)).hasMessageContaining("at least 1, was 0");
        assertThatThrownBy(() -> Pca.of(new float[] {1, Float.NaN}, 1, 1)).hasMessageContaining("finite");
    }
}
