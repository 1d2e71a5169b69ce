package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeadingAxesTest {
    /** Of 2 on the diagonal and -1 beside it the eigenvalues are 2 - 2 cos(k pi / (n + 1)), the vectors sines. */
    @Test
    void the_second_difference_has_the_eigenvalues_and_vectors_that_are_known() {
        int n = 200;
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            a[i][Math.max(0, i - 1)] = i == 0 ? 2 : -1;
            a[i][Math.min(n - 1, i + 1)] = i == n - 1 ? 2 : -1;
        }

        LeadingAxes found = LeadingAxes.of(a, 5, () -> {});

        assertThat(found.values()).hasSize(5);
        for (int k = 0; k < 5; k++) {
            assertThat(found.values()[k]).isCloseTo(2 - 2 * Math.cos((n - k) * Math.PI / (n + 1)), within(1e-13));
            for (int i = 0; i < n; i++) {
                double sine = Math.sqrt(2.0 / (n + 1)) * Math.sin((i + 1) * (n - k) * Math.PI / (n + 1));
                assertThat(Math.abs(found.vectors()[k][i])).isCloseTo(Math.abs(sine), within(1e-10));
            }
        }
    }

    /** Points in fewer directions than they have numbers: most eigenvalues are zero; doubled, each stands there twice. */
    @Property(tries = 40)
    void vectors_are_only_scaled_and_stand_at_right_angles(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(min = 0, max = 6) int rank) {
        Random random = new Random(seed);
        double[][] a = new double[2 * n][2 * n];
        for (int term = 0; term < rank; term++) {
            double[] v = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += v[i] * v[j];
                    a[n + i][n + j] = a[i][j];
                }
            }
        }
        double[][] copy = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);

        LeadingAxes found = LeadingAxes.of(a, 2 * n, () -> {});

        double scale = Math.max(1, found.values()[0]);
        for (int k = 0; k < 2 * n; k++) {
            double[] v = found.vectors()[k];
            for (int i = 0; i < 2 * n; i++) {
                assertThat(dot(copy[i], v)).isCloseTo(found.values()[k] * v[i], within(1e-12 * scale));
            }
            for (int other = 0; other <= k; other++) {
                assertThat(dot(v, found.vectors()[other])).isCloseTo(other == k ? 1 : 0, within(1e-12));
            }
            assertThat(found.values()[k]).isLessThanOrEqualTo(found.values()[Math.max(0, k - 1)]);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
