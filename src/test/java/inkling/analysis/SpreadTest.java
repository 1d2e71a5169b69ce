package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void five_seeds_have_the_mean_and_the_deviation_that_python_gives() {
        // statistics.mean and statistics.stdev of [97.41, 97.91, 97.87, 97.48, 98.10]
        Spread spread = Spread.of(97.41, 97.91, 97.87, 97.48, 98.10);

        assertThat(spread.count()).isEqualTo(5);
        assertThat(spread.mean()).isCloseTo(97.754, within(1e-9));
        assertThat(spread.deviation()).isCloseTo(0.2961925049693173, within(1e-12));
        assertThat(spread.min()).isEqualTo(97.41);
        assertThat(spread.max()).isEqualTo(98.10);
    }

    @Test
    void one_number_does_not_spread() {
        assertThat(Spread.of(0.5)).isEqualTo(new Spread(0.5, 0, 0.5, 0.5, 1));
    }

    @Test
    void nothing_has_no_spread() {
        assertThatThrownBy(Spread::of).hasMessage("a spread needs a number");
    }
}
