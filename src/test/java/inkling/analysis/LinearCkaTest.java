package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import inkling.network.Predictions.Activation;
import inkling.network.Waves;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearCkaTest {
    private static final int IMAGES = 150;

    private static final Activation X = wave(7, 0.9);
    private static final Activation Y = wave(5, 0.35);

    private static Activation wave(int width, double frequency) {
        return new Activation(new int[] {width}, Waves.wave(IMAGES * width, frequency, 1));
    }

    /**
     * With the script
     *
     * <pre>
     * import numpy as np
     * def wave(n, p, f): return np.sin((np.arange(n*p)+1)*f).astype(np.float32).reshape(n,p)
     * def cka(x, y):
     *     x = x - x.mean(0); y = y - y.mean(0)
     *     return np.linalg.norm(y.T @ x)**2 / np.linalg.norm(x.T @ x) / np.linalg.norm(y.T @ y)
     * x = wave(150, 7, 0.9); y = wave(150, 5, 0.35) + x[:, :5]; z = np.maximum(y[:, :3], 0)
     * x, y, z = (each.astype(np.float64) for each in (x, y, z))
     * print(cka(x, y), cka(x, z), cka(y, z))
     * </pre>
     */
    @Test
    void the_similarities_are_those_that_numpy_finds() {
        float[] y = wave(5, 0.35).values();
        float[] z = new float[IMAGES * 3];
        for (int i = 0; i < IMAGES; i++) {
            for (int j = 0; j < 5; j++) {
                y[i * 5 + j] += X.values()[i * 7 + j];
            }
            for (int j = 0; j < 3; j++) {
                z[i * 3 + j] = Math.max(y[i * 5 + j], 0);
            }
        }

        double[][] alike =
                LinearCka.of(List.of(X, new Activation(new int[] {5}, y), new Activation(new int[] {3, 1, 1}, z)));

        assertThat(alike[0][1]).isCloseTo(0.383821743, within(1e-6));
        assertThat(alike[0][2]).isCloseTo(0.247499514, within(1e-6));
        assertThat(alike[1][2]).isCloseTo(0.721202952, within(1e-6));
    }

    @Test
    void they_are_one_with_itself_and_the_same_both_ways() {
        double[][] alike = LinearCka.of(List.of(X, Y, X));

        assertThat(alike[0][0]).isEqualTo(1);
        assertThat(alike[0][2]).isCloseTo(1, within(1e-6));
        assertThat(alike[0][1]).isEqualTo(alike[1][0]).isCloseTo(alike[2][1], within(1e-6));
    }

    @Test
    void turning_scaling_and_moving_what_a_layer_makes_changes_nothing() {
        double before = LinearCka.of(List.of(X, Y))[0][1];

        Activation turned = turned(X, 12_345f, -3e5f);

        assertThat(turned.values()).isNotEqualTo(X.values());
        assertThat(LinearCka.of(List.of(turned, Y))[0][1]).isCloseTo(before, within(1e-4));
        assertThat(LinearCka.of(List.of(turned, X))[0][1]).isCloseTo(1, within(1e-4));
    }

    /** Reflected at random hyperplanes, which together turn, then scaled, then moved. */
    private static Activation turned(Activation x, float scale, float by) {
        Random random = new Random(4);
        int width = x.width();
        double[] values = new double[x.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = x.values()[i];
        }
        for (int mirror = 0; mirror < 2 * width; mirror++) {
            double[] normal = random.doubles(width, -1, 1).toArray();
            double squares = 0;
            for (double each : normal) {
                squares += each * each;
            }
            for (int row = 0; row < values.length; row += width) {
                double along = 0;
                for (int j = 0; j < width; j++) {
                    along += normal[j] * values[row + j];
                }
                for (int j = 0; j < width; j++) {
                    values[row + j] -= 2 * along / squares * normal[j];
                }
            }
        }
        float[] turned = new float[values.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = (float) (values[i] * scale) + by;
        }
        return new Activation(x.shape(), turned);
    }

    @Test
    void a_layer_that_makes_the_same_of_all_images_is_like_nothing() {
        float[] same = new float[IMAGES * 3];
        Arrays.fill(same, 0.1f);

        double[][] alike = LinearCka.of(List.of(X, new Activation(new int[] {3}, same)));

        assertThat(alike[0][1]).isNaN();
        assertThat(alike[1][1]).isNaN();
        assertThat(alike[0][0]).isEqualTo(1);
    }

    @Test
    void layers_that_were_asked_about_different_images_are_refused() {
        Activation fewer = new Activation(new int[] {7}, Waves.wave((IMAGES - 1) * 7, 1, 1));

        assertThatIllegalArgumentException().isThrownBy(() -> LinearCka.of(List.of(X, fewer)));
    }
}
