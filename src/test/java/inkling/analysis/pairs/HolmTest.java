package inkling.analysis.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolmTest {
    /** By hand: sorted .005, .01, .03, .04 times 4, 3, 2, 1 are .02, .03, .06, .04; the last is held to .06. */
    @Test
    void each_p_value_counts_among_those_that_are_not_smaller() {
        assertThat(Holm.corrected(new double[] {0.01, 0.04, 0.03, 0.005})).containsExactly(0.03, 0.06, 0.06, 0.02);
    }

    @Test
    void a_corrected_p_value_is_at_most_1_and_a_single_one_stays() {
        assertThat(Holm.corrected(new double[] {0.9, 0.6})).containsExactly(1, 1);
        assertThat(Holm.corrected(new double[] {0.2})).containsExactly(0.2);
        assertThat(Holm.corrected(new double[0])).isEmpty();
    }
}
