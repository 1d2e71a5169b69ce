package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
    /** By hand: 2 (1 + 10) / 2^10, and 2 (1 + 8 + 28 + 56) / 2^8; {@code scipy.stats.binomtest} says the same. */
    @Test
    void few_disagreements_are_judged_by_coin_tosses() {
        assertThat(McNemar.of(1, 9)).isEqualTo(new McNemar(1, 9, true, 1, 22 / 1024.0));
        assertThat(McNemar.of(5, 3).pValue()).isEqualTo(186 / 256.0);
        assertThat(McNemar.of(12, 12).pValue()).isEqualTo(1);
        assertThat(McNemar.of(0, 0).pValue()).isEqualTo(1);
    }

    /** (|10 - 40| - 1)^2 / 50 = 16.82 by hand; the p-values are {@code scipy.stats.chi2.sf(statistic, 1)}. */
    @Test
    void many_are_judged_by_chi_square_with_continuity_correction() {
        McNemar test = McNemar.of(10, 40);

        assertThat(test.exact()).isFalse();
        assertThat(test.statistic()).isCloseTo(16.82, within(1e-12));
        assertThat(test.pValue()).isCloseTo(4.109787809945878e-05, within(1e-17));
        assertThat(McNemar.of(121, 59).pValue()).isCloseTo(5.450094825427117e-06, within(1e-18));
        assertThat(McNemar.of(13, 12).pValue()).isEqualTo(1);
    }

    /** {@code scipy.special.erfc}. */
    @Test
    void the_error_functions_complement_is_exact_to_thirteen_digits() {
        assertThat(McNemar.complementaryError(0)).isEqualTo(1);
        assertThat(McNemar.complementaryError(0.5)).isCloseTo(0.4795001221869535, within(1e-14));
        assertThat(McNemar.complementaryError(1.999)).isCloseTo(0.0046984433486294865, within(1e-15));
        assertThat(McNemar.complementaryError(2)).isCloseTo(0.004677734981047266, within(1e-15));
        assertThat(McNemar.complementaryError(6)).isCloseTo(2.1519736712498913e-17, within(1e-29));
    }

    @Test
    void two_networks_are_compared_image_by_image() {
        byte[] labels = {0, 0, 1, 1};
        LabelledPredictions first = new LabelledPredictions(2, labels, new float[] {1, 0, 1, 0, 1, 0, 0, 1});
        LabelledPredictions second = new LabelledPredictions(2, labels, new float[] {0, 1, 0, 1, 0, 1, 0, 1});

        McNemar test = McNemar.of(first, second);

        assertThat(test.onlyFirst()).isEqualTo(2);
        assertThat(test.onlySecond()).isEqualTo(1);
        assertThatThrownBy(() -> McNemar.of(first, new LabelledPredictions(2, new byte[1], new float[2])))
                .hasMessage("both networks must answer the same images, were 4 and 1");
    }
}
