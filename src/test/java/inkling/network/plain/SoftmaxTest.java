package inkling.network.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    /** {@code F.softmax(torch.tensor([1000., 0., -1000.]).double(), -1)} and {@code F.cross_entropy} likewise. */
    @Test
    void logits_far_apart_neither_overflow_nor_lose_the_loss() {
        float[] logits = {1000, 0, -1000};

        assertThat(Softmax.of(logits)).containsExactly(1, 0, 0);
        assertThat(Softmax.crossEntropy(logits, 0, 3, 1)).isEqualTo(1000);
        assertThat(Softmax.crossEntropy(logits, 0, 3, 0)).isZero();
    }

    @Test
    void a_row_of_a_matrix_is_found_by_its_offset() {
        float[] logits = {9, 9, 9, 2, 1, -0.5f};

        assertThat(Softmax.row(logits, 3, 3)).containsExactly(Softmax.of(new float[] {2, 1, -0.5f}));
    }

    @Property(tries = 100)
    void probabilities_sum_to_one_and_do_not_care_for_a_common_shift(
            @ForAll @Size(10) List<@IntRange(min = -800, max = 800) Integer> eighths) {
        float[] logits = new float[10];
        float[] shifted = new float[10];
        double[] fromLoss = new double[10];
        for (int c = 0; c < 10; c++) {
            logits[c] = eighths.get(c) / 8f;
            shifted[c] = logits[c] + 64;
        }
        Arrays.setAll(fromLoss, c -> Math.exp(-Softmax.crossEntropy(logits, 0, 10, c)));

        double[] probabilities = Softmax.of(logits);

        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-15));
        assertThat(Softmax.of(shifted)).containsExactly(probabilities);
        assertThat(fromLoss).containsExactly(probabilities, within(1e-13));
    }
}
