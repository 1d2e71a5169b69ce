package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
    /** Worked by hand: e^5 / (e^5 + 9 e) = 148.41 / 172.88. */
    private static final float[] FIVE_AND_NINE_ONES = {5, 1, 1, 1, 1, 1, 1, 1, 1, 1};

    @Test
    void a_five_among_nine_ones_has_the_probabilities_worked_by_hand() {
        double[] probabilities = CrossEntropy.softmax(FIVE_AND_NINE_ONES, 0, 10);

        assertThat(probabilities[0]).isCloseTo(0.8585, within(5e-5));
        assertThat(Arrays.copyOfRange(probabilities, 1, 10)).containsOnly(new double[] {0.0157}, within(5e-5));
    }

    @Test
    void a_five_among_nine_ones_has_the_losses_worked_by_hand() {
        assertThat(CrossEntropy.loss(FIVE_AND_NINE_ONES, 0, 10, 0)).isCloseTo(0.1526, within(5e-5));
        assertThat(CrossEntropy.loss(FIVE_AND_NINE_ONES, 0, 10, 5)).isCloseTo(4.1526, within(5e-5));
    }

    @Test
    void the_largest_logit_is_predicted_and_the_first_of_equals() {
        assertThat(CrossEntropy.predicted(new float[] {9, 9, 9, 1, 7, 7}, 1, 3)).isEqualTo(1);
    }

    @Test
    void a_logit_that_is_no_number_gives_a_loss_that_is_none() {
        assertThat(CrossEntropy.loss(new float[] {1, Float.NaN, 2}, 0, 3, 2)).isNaN();
        assertThat(CrossEntropy.loss(new float[] {1, Float.POSITIVE_INFINITY, 2}, 0, 3, 2))
                .isNotFinite();
    }

    @Property
    void probabilities_add_up_to_one_however_large_the_logits(@ForAll("logits") float[] logits) {
        assertThat(Arrays.stream(CrossEntropy.softmax(logits, 0, 10)).sum()).isCloseTo(1, within(1e-9));
    }

    @Provide
    Arbitrary<float[]> logits() {
        return Arbitraries.floats().between(-1e6f, 1e6f).array(float[].class).ofSize(10);
    }
}
