package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientTest {
    @Property(tries = 10)
    void without_approximation_it_is_the_slope_of_the_divergence(@ForAll long seed) {
        int n = 60;
        Affinities affinities = Affinities.of(Formula.points(n, 5), 5, 8, done -> {});
        float[] y = map(n, 1.5f, seed);
        float[] gradient = new float[2 * n];

        new Gradient(affinities, 0).at(y, 1, gradient);

        double h = 1e-5;
        for (int i = 0; i < 2 * n; i++) {
            double[] up = doubles(y);
            double[] down = doubles(y);
            up[i] += h;
            down[i] -= h;
            double slope = (divergence(affinities, up) - divergence(affinities, down)) / (2 * h);
            assertThat((double) gradient[i]).isCloseTo(slope, within(2e-6));
        }
    }

    @Test
    void the_divergence_without_approximation_is_the_sum_over_all_pairs() {
        Affinities affinities = Affinities.of(Formula.points(300, 5), 5, 20, done -> {});
        float[] y = map(300, 5, 7);

        double divergence = new Gradient(affinities, 0).divergence(y);

        assertThat(divergence).isCloseTo(divergence(affinities, doubles(y)), within(1e-5));
    }

    /** The error of the whole gradient as a share of its length, on a map of clusters such as t-SNE's. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.001", "0.5, 0.01", "0.8, 0.04"})
    void the_approximation_stays_near_the_exact_sum(double theta, double error) {
        int n = 3_000;
        Affinities affinities = Affinities.of(Formula.points(n, 5), 5, 30, done -> {});
        float[] y = map(n, 30, 3);
        float[] exact = new float[2 * n];
        float[] approximate = new float[2 * n];

        new Gradient(affinities, 0).at(y, 0, exact);
        new Gradient(affinities, theta).at(y, 0, approximate);

        double difference = 0;
        double length = 0;
        for (int i = 0; i < 2 * n; i++) {
            difference += Math.pow(approximate[i] - exact[i], 2);
            length += Math.pow(exact[i], 2);
        }
        assertThat(Math.sqrt(difference / length)).isLessThan(error).isGreaterThan(0);
    }

    @Test
    void points_on_top_of_each_other_push_nobody() {
        Affinities affinities = Affinities.of(Formula.points(100, 5), 5, 8, done -> {});
        float[] gradient = new float[200];

        new Gradient(affinities, 0.5).at(new float[200], 1, gradient);

        assertThat(gradient).containsOnly(0);
    }

    /** Ten clusters. */
    private static float[] map(int n, float spread, long seed) {
        Random random = new Random(seed);
        float[] y = new float[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            double centre = Math.sin(i / 2 % 10 * 2.4 + i % 2);
            y[i] = (float) (spread * centre + spread / 10 * random.nextGaussian());
        }
        return y;
    }

    private static double[] doubles(float[] y) {
        double[] copy = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            copy[i] = y[i];
        }
        return copy;
    }

    private static double divergence(Affinities affinities, double[] y) {
        double z = 0;
        for (int i = 0; i < y.length; i += 2) {
            for (int j = 0; j < y.length; j += 2) {
                z += i == j ? 0 : weight(y, i, j);
            }
        }
        double sum = 0;
        for (int i = 0; i < affinities.count(); i++) {
            for (int e = affinities.rows()[i]; e < affinities.rows()[i + 1]; e++) {
                double q = weight(y, 2 * i, 2 * affinities.columns()[e]) / z;
                double p = affinities.p()[e];
                sum += p > 0 ? p * Math.log(p / q) : 0;
            }
        }
        return sum;
    }

    private static double weight(double[] y, int i, int j) {
        return 1 / (1 + Math.pow(y[i] - y[j], 2) + Math.pow(y[i + 1] - y[j + 1], 2));
    }
}
