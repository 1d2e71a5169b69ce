package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.Way.Flip;
import org.junit.jupiter.api.Test;

class WayTest {
    /** 0 up to 0.3333, then 2 up to 0.34, both within one of the steps, then 1. */
    @Test
    void every_change_of_the_answer_is_found_to_a_thousandth_two_within_one_step_among_them() {
        Way way = Way.of(11, at -> new double[] {at < 0.3333 ? 1 : 0, at >= 0.34 ? 1 : 0, at >= 0.3333 ? 0.5 : 0});

        assertThat(way.probabilities()).hasSize(11);
        assertThat(way.flips()).extracting(Flip::from).containsExactly(0, 2);
        assertThat(way.flips()).extracting(Flip::to).containsExactly(2, 1);
        assertThat(way.flips().get(0).at()).isCloseTo(0.3333, within(0.0005));
        assertThat(way.flips().get(1).at()).isCloseTo(0.34, within(0.0005));
        assertThat(way.answer(3)).isZero();
        assertThat(way.answer(4)).isEqualTo(1);
        assertThat(way.at(3)).isCloseTo(0.3, within(1e-12));
    }
}
