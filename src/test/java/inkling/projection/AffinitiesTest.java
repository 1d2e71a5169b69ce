package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.projection.NearestNeighbours.Neighbours;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AffinitiesTest {
    @Property(tries = 20)
    void every_point_has_the_perplexity_asked_for(
            @ForAll @IntRange(min = 160, max = 600) int n, @ForAll @DoubleRange(min = 2, max = 50) double perplexity) {
        requirePerplexity(n, perplexity);
    }

    @Test
    void so_it_has_where_newtons_method_alone_goes_round_in_circles() {
        requirePerplexity(368, 30.36);
    }

    private static void requirePerplexity(int n, double perplexity) {
        Neighbours neighbours = NearestNeighbours.all(Formula.points(n, 6), 6, (int) (3 * perplexity + 1), done -> {});

        float[] p = Affinities.conditional(neighbours, perplexity);

        for (int i = 0; i < n; i++) {
            double sum = 0;
            double bits = 0;
            for (int j = 0; j < neighbours.k(); j++) {
                double pj = p[i * neighbours.k() + j];
                sum += pj;
                bits -= pj > 0 ? pj * Math.log(pj) / Math.log(2) : 0;
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(Math.pow(2, bits)).isCloseTo(perplexity, within(1e-4 * perplexity));
        }
    }

    @Test
    void joint_probabilities_are_the_symmetric_mean_of_the_conditional_ones() {
        int n = 200;
        Neighbours neighbours = NearestNeighbours.all(Formula.points(n, 4), 4, 31, done -> {});
        float[] conditional = Affinities.conditional(neighbours, 10);
        double[][] expected = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 31; j++) {
                expected[i][neighbours.indices()[i * 31 + j]] += conditional[i * 31 + j] / (2.0 * n);
                expected[neighbours.indices()[i * 31 + j]][i] += conditional[i * 31 + j] / (2.0 * n);
            }
        }

        Affinities affinities = Affinities.of(Formula.points(n, 4), 4, 10, done -> {});

        double[][] actual = new double[n][n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int e = affinities.rows()[i]; e < affinities.rows()[i + 1]; e++) {
                actual[i][affinities.columns()[e]] += affinities.p()[e];
                sum += affinities.p()[e];
            }
            assertThat(actual[i]).containsExactly(expected[i], within(1e-9));
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void points_that_are_all_the_same_still_have_affinities() {
        Affinities affinities = Affinities.of(new float[3 * 40], 3, 5, done -> {});

        float sum = 0;
        for (float p : affinities.p()) {
            sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-5f));
    }

    @Test
    void a_perplexity_too_large_for_the_points_is_refused() {
        assertThatThrownBy(() -> Affinities.of(new float[2 * 90], 2, 30, done -> {}))
                .hasMessage("perplexity must be at least 1 and at most a third of the 90 points, was 30.0");
    }
}
