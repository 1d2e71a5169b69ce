package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
    /** {@code sklearn.metrics.average_precision_score(y, s)} of scikit-learn 1.2; three of its scores are tied, and two. */
    @Test
    void it_is_scikit_learns() {
        double[] s = {0.9, 0.8, 0.8, 0.7, 0.7, 0.7, 0.2, 0.1};
        boolean[] y = {true, false, true, false, true, false, true, false};

        assertThat(AveragePrecision.of(s, y)).isCloseTo(0.6845238095238095, within(1e-15));
    }

    @Test
    void all_first_is_1_and_nothing_to_find_is_no_number() {
        double[] scores = {3, 2, 1};

        assertThat(AveragePrecision.of(scores, new boolean[] {true, true, false}))
                .isEqualTo(1);
        assertThat(AveragePrecision.of(scores, new boolean[] {false, false, true}))
                .isEqualTo(1 / 3.0);
        assertThat(AveragePrecision.of(scores, new boolean[3])).isNaN();
    }
}
