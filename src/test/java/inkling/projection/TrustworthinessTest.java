package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustworthinessTest {
    /**
     * By {@code sklearn.manifold.trustworthiness(x, x[:, :2], n_neighbors=k)}, scikit-learn 1.2, on {@link Formula}'s
     * 60 x 5.
     */
    @ParameterizedTest
    @CsvSource({"1, 0.9933908045977011", "5, 0.9990384615384615", "12, 0.9872155287817939"})
    void a_map_of_the_first_two_coordinates_is_as_trustworthy_as_scikit_learn_finds_it(int k, double expected) {
        double trustworthiness = Trustworthiness.of(Formula.points(60, 5), 5, firstTwo(60, 5), k, done -> {});

        assertThat(trustworthiness).isCloseTo(expected, within(1e-12));
    }

    @Test
    void a_copy_is_trusted_wholly_and_a_random_map_half() {
        float[] x = Formula.points(3_000, 2);
        float[] noise = new float[6_000];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }

        assertThat(Trustworthiness.of(x, 2, x, 12, done -> {})).isEqualTo(1);
        assertThat(Trustworthiness.of(x, 2, noise, 12, done -> {})).isCloseTo(0.5, within(0.02));
    }

    @Test
    void a_sample_comes_near_and_a_full_one_is_exact_whatever_the_threads() {
        float[] x = Formula.points(2_000, 5);
        float[] map = firstTwo(2_000, 5);

        double exact = Trustworthiness.of(x, 5, map, 12, done -> {});
        double one = new ForkJoinPool(1)
                .submit(() -> Trustworthiness.sampled(x, 5, map, 12, 400, 1, done -> {}))
                .join();
        double three = new ForkJoinPool(3)
                .submit(() -> Trustworthiness.sampled(x, 5, map, 12, 400, 1, done -> {}))
                .join();

        assertThat(one).isCloseTo(exact, within(0.01)).isEqualTo(three);
        assertThat(Trustworthiness.sampled(x, 5, map, 12, 3_000, 1, done -> {})).isEqualTo(exact);
    }

    @Test
    void too_many_neighbours_and_a_map_of_other_points_are_refused() {
        assertThatThrownBy(() -> Trustworthiness.of(new float[20], 2, new float[20], 5, done -> {}))
                .hasMessage("neighbours must be at least 1 and fewer than half of the 10 points, were 5");
        assertThatThrownBy(() -> Trustworthiness.of(new float[20], 2, new float[22], 3, done -> {}))
                .hasMessage("a map of 10 points needs 20 coordinates, had 22");
    }

    @Test
    void a_point_agrees_with_its_nearest_neighbour_if_they_have_the_same_label() {
        float[] map = {0, 0, 0, 1, 0, 2.5f, 9, 9};

        assertThat(NeighbourAgreement.of(map, new byte[] {3, 3, 3, 5})).isEqualTo(0.75);
        assertThat(NeighbourAgreement.of(map, new byte[] {3, 3, 5, 5})).isEqualTo(0.75);
        assertThat(NeighbourAgreement.of(map, new byte[] {3, 5, 3, 5})).isZero();
    }

    private static float[] firstTwo(int n, int d) {
        float[] x = Formula.points(n, d);
        float[] map = new float[2 * n];
        for (int i = 0; i < n; i++) {
            map[2 * i] = x[i * d];
            map[2 * i + 1] = x[i * d + 1];
        }
        return map;
    }
}
