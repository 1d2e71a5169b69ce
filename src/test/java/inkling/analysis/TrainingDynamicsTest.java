package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.TrainingDynamics.Region;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrainingDynamicsTest {
    private static final Offset<Float> ROUNDING = within(1e-6f);

    /** Of two classes each; the probability of the label after each of four epochs, of four images of label 0. */
    private static final double[][] TABLE = {
        {0.2, 0.6, 0.4, 0.8}, // learnt, forgotten once, learnt again
        {0.1, 0.1, 0.1, 0.1}, // never learnt
        {0.9, 0.4, 0.9, 0.4}, // forgotten twice
        {0.9, 0.9, 0.9, 0.9} // learnt at once
    };

    private static TrainingDynamics table() {
        TrainingDynamics.Collector collector = new TrainingDynamics.Collector(4);
        for (int epoch = 0; epoch < 4; epoch++) {
            float[] logits = new float[8];
            for (int image = 0; image < 4; image++) {
                double p = TABLE[image][epoch];
                logits[2 * image] = (float) Math.log(p);
                logits[2 * image + 1] = (float) Math.log(1 - p);
            }
            collector.add(AfterEpoch.of(new byte[4], 2, logits));
        }
        return collector.dynamics();
    }

    @Test
    void a_table_worked_by_hand_has_its_means_deviations_and_forgetting_events() {
        TrainingDynamics dynamics = table();

        assertThat(dynamics.confidence()).containsExactly(new float[] {0.5f, 0.1f, 0.65f, 0.9f}, ROUNDING);
        // (0.3² + 0.1² + 0.1² + 0.3²) / 4 = 0.05
        assertThat(dynamics.variability())
                .containsExactly(new float[] {(float) Math.sqrt(0.05), 0, 0.25f, 0}, ROUNDING);
        assertThat(dynamics.right()).containsExactly(2, 0, 2, 4);
        assertThat(dynamics.forgotten()).containsExactly(1, 0, 2, 0);
        assertThat(dynamics.correctness(2)).isEqualTo(0.5);
        // log (1/4) + log (3/2) + log (2/3) + log 4 = 0; log (1/9); (log 9 + log (2/3)) / 2
        assertThat(dynamics.margin())
                .containsExactly(
                        new float[] {
                            0,
                            (float) -Math.log(9),
                            (float) ((Math.log(9) + Math.log(2 / 3.0)) / 2),
                            (float) Math.log(9)
                        },
                        ROUNDING);
    }

    @Test
    void regions_and_lists_begin_with_their_most_typical_image() {
        TrainingDynamics dynamics = table();

        assertThat(dynamics.of(Region.HARD, 2)).containsExactly(1, 0);
        assertThat(dynamics.of(Region.AMBIGUOUS, 2)).containsExactly(2, 0);
        assertThat(dynamics.of(Region.EASY, 9)).containsExactly(3, 2, 0, 1);
        assertThat(dynamics.forgettable()).containsExactly(2, 0);
        assertThat(dynamics.neverLearnt()).containsExactly(1);
    }

    /**
     * 200 images, 10 classes, 5 epochs; what NumPy 2.4 makes of them:
     *
     * <pre>{@code
     * i = np.arange(200)[:, None]; c = np.arange(10)[None, :]; k = np.arange(200)
     * P, R, M = [], [], []
     * for e in range(5):
     *     z = ((i * 37 + c * 101 + i * c * 13 + e * 29) % 97).astype(np.float32) / np.float32(10) - np.float32(4)
     *     if e == 0: label = np.where(k % 3 > 0, z.argmax(1), (k * 7 + k // 3) % 10)
     *     z = z.astype(np.float64); p = np.exp(z - z.max(1, keepdims=True)); p /= p.sum(1, keepdims=True)
     *     other = z.copy(); other[k, label] = -np.inf
     *     P.append(p[k, label]); R.append(z.argmax(1) == label); M.append(z[k, label] - other.max(1))
     * P, R = np.array(P), np.array(R)
     * confidence = P.mean(0); variability = P.std(0); margin = np.mean(M, 0)
     * right = R.sum(0); forgotten = (R[:-1] & ~R[1:]).sum(0)
     * }</pre>
     */
    @Test
    void two_hundred_images_have_the_numbers_that_numpy_finds() {
        TrainingDynamics.Collector collector = new TrainingDynamics.Collector(200);
        for (int epoch = 0; epoch < 5; epoch++) {
            float[] logits = new float[2000];
            for (int at = 0; at < 2000; at++) {
                int i = at / 10;
                int c = at % 10;
                logits[at] = ((i * 37 + c * 101 + i * c * 13 + epoch * 29) % 97) / 10f - 4f;
            }
            collector.add(AfterEpoch.of(Examples.predictions().labels(), 10, logits));
        }

        TrainingDynamics dynamics = collector.dynamics();

        assertThat(sum(dynamics.confidence())).isCloseTo(29.3127317, within(1e-5));
        assertThat(sum(dynamics.variability())).isCloseTo(36.8753821, within(1e-5));
        assertThat(sum(dynamics.margin())).isCloseTo(-697.1400038, within(1e-4));
        assertThat(IntStream.range(0, 200).map(i -> dynamics.right()[i]).sum()).isEqualTo(253);
        assertThat(IntStream.range(0, 200).map(i -> dynamics.forgotten()[i]).sum())
                .isEqualTo(174);
        assertThat(dynamics.neverLearnt()).hasSize(39);
        assertThat(dynamics.forgettable()).hasSize(145).startsWith(47, 11, 32, 124, 89, 154);
        assertThat(dynamics.of(Region.HARD, 6)).containsExactly(117, 45, 30, 192, 150, 81);
        assertThat(dynamics.of(Region.AMBIGUOUS, 6)).containsExactly(6, 4, 101, 73, 170, 88);
        assertThat(dynamics.of(Region.EASY, 6)).containsExactly(6, 4, 101, 44, 97, 194);
        assertThat(dynamics.confidence()[1]).isCloseTo(0.14224985f, ROUNDING);
        assertThat(dynamics.variability()[1]).isCloseTo(0.19688967f, ROUNDING);
        assertThat(dynamics.variability()[7])
                .as("a deviation of 0.000000025 beside a mean of 0.2")
                .isCloseTo(2.53481814e-8f, within(1e-14f));
    }

    private static double sum(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).sum();
    }
}
