package inkling.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import inkling.inspect.LossSteps;
import inkling.network.CrossEntropy;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LossExampleTest {
    private static final double[] FIVE_AND_NINE_ONES = {5, 1, 1, 1, 1, 1, 1, 1, 1, 1};

    /** exp 5 / (exp 5 + 9 exp 1) = 148.41316 / 172.87770. */
    @Test
    void a_logit_of_five_beside_nine_ones_has_the_probability_and_the_loss_that_a_calculator_gives() {
        LossSteps right = steps(0, FIVE_AND_NINE_ONES);
        assertThat(right.probability(0)).isCloseTo(0.858486, within(1e-6));
        assertThat(right.loss()).isCloseTo(0.152585, within(2e-6));

        LossSteps wrong = steps(1, FIVE_AND_NINE_ONES);
        assertThat(wrong.probability(1)).isCloseTo(0.015724, within(1e-6));
        assertThat(wrong.loss()).isCloseTo(4.152585, within(2e-6));
    }

    @Test
    void no_logit_is_too_large() {
        assertThat(steps(0, 300, -300).loss()).isCloseTo(Math.exp(-600), withinPercentage(0.001));
        assertThat(steps(1, 300, -300).loss()).isEqualTo(600);
        assertThat(steps(0, 300, 300).loss()).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void it_is_what_training_minimises() {
        float[] logits = {0.5f, -1.25f, 3.75f, 100, 99.5f};
        for (int label = 0; label < logits.length; label++) {
            assertThat(steps(label, 0.5, -1.25, 3.75, 100, 99.5).loss())
                    .isCloseTo(CrossEntropy.loss(logits, 0, logits.length, label), within(1e-5));
        }
    }

    @Test
    void its_last_line_ends_with_the_loss() {
        List<String> names = Collections.nCopies(10, "x");
        assertThat(steps(0, FIVE_AND_NINE_ONES).lines(names).get(3)).endsWith(" = 0.1526");
        assertThat(steps(1, FIVE_AND_NINE_ONES).lines(names).get(3)).endsWith(" = 4.1526");
    }

    private static LossSteps steps(int label, double... z) {
        return LossSteps.of(DoubleStream.of(z).mapToObj(BigDecimal::valueOf).toList(), label);
    }
}
