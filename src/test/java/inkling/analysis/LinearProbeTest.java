package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.network.Predictions.Activation;
import inkling.network.Waves;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    private static final int TRAIN = 2_000;
    private static final int ALL = 3_000;
    private static final int WIDTH = 6;

    /** Numbers far from 0, and labels that they tell half of. */
    private static final float[] X = Waves.wave(ALL * WIDTH, 0.9, 1);

    private static final byte[] LABELS = labels();

    private static byte[] labels() {
        float[] one = Waves.wave(ALL * 4, 0.77, 1);
        float[] other = Waves.wave(ALL * 4, 2.9, 1);
        byte[] labels = new byte[ALL];
        for (int i = 0; i < ALL; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < 4; c++) {
                double value = 3 * X[i * WIDTH + c] + 5 + one[i * 4 + c] + other[i * 4 + c];
                labels[i] = value > most ? (byte) c : labels[i];
                most = Math.max(most, value);
            }
        }
        return labels;
    }

    private static Activation part(int from, int to, int zeros) {
        int width = WIDTH + zeros;
        float[] values = new float[(to - from) * width];
        for (int i = from; i < to; i++) {
            for (int j = 0; j < width; j++) {
                values[(i - from) * width + j] = j < WIDTH ? 3 * X[i * WIDTH + j] + 5 : 0.1f;
            }
        }
        return new Activation(new int[] {width}, values);
    }

    private static LinearProbe probe(int zeros, Runnable check) {
        return LinearProbe.of(
                part(0, TRAIN, zeros),
                Arrays.copyOf(LABELS, TRAIN),
                part(TRAIN, ALL, zeros),
                Arrays.copyOfRange(LABELS, TRAIN, ALL),
                4,
                check);
    }

    /**
     * With scikit-learn 1 and the script
     *
     * <pre>
     * import numpy as np
     * from sklearn.linear_model import LogisticRegression
     * from sklearn.preprocessing import StandardScaler
     * from sklearn.metrics import log_loss
     * def wave(n, p, f): return np.sin((np.arange(n*p)+1)*f).astype(np.float32).reshape(n,p)
     * x = wave(3000, 6, 0.9) * 3 + 5
     * y = (x[:, :4] + wave(3000, 4, 0.77) + wave(3000, 4, 2.9)).argmax(1)
     * scale = StandardScaler().fit(x[:2000])
     * model = LogisticRegression(C=1, tol=1e-8, max_iter=1000).fit(scale.transform(x[:2000]), y[:2000])
     * for part in (slice(0, 2000), slice(2000, 3000)):
     *     z = scale.transform(x[part])
     *     print((model.predict(z) == y[part]).sum(), log_loss(y[part], model.predict_proba(z)))
     * </pre>
     */
    @Test
    void the_classifier_is_the_one_that_scikit_learn_finds() {
        LinearProbe probe = probe(0, () -> {});

        assertThat(probe.train().loss()).isCloseTo(0.569375, within(2e-5));
        assertThat(probe.test().loss()).isCloseTo(0.567722, within(2e-4));
        assertThat(probe.train().accuracy()).isCloseTo(1472 / 2000.0, within(0.001));
        assertThat(probe.test().accuracy()).isCloseTo(739 / 1000.0, within(0.002));
        assertThat(probe.steps()).isLessThan(100);
    }

    @Test
    void units_that_make_the_same_of_all_images_tell_nothing() {
        assertThat(probe(3, () -> {}).test().loss())
                .isCloseTo(probe(0, () -> {}).test().loss(), within(1e-5));
    }

    @Test
    void it_ends_when_it_is_told_to_stop() {
        assertThatThrownBy(() -> probe(0, () -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }
}
