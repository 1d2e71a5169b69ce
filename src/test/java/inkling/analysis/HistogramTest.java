package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final float[] VALUES = {-1, -0.5f, -0.25f, 0, 0.1f, 0.3f, 0.9f, 1};

    /** {@code np.histogram(values, 4)}. */
    @Test
    void counts_as_numpy_does_with_the_upper_end_in_the_last_bin() {
        Histogram histogram = Histogram.of(VALUES, 4, -1, 1);

        assertThat(histogram.counts()).containsExactly(1, 2, 3, 2);
        assertThat(histogram.min()).isEqualTo(-1);
        assertThat(histogram.max()).isEqualTo(1);
        assertThat(histogram.binWidth()).isEqualTo(0.5);
    }

    @Test
    void a_given_range_must_hold_every_value() {
        assertThat(Histogram.of(VALUES, 2, -2, 2).counts()).containsExactly(3, 5);
        assertThatThrownBy(() -> Histogram.of(VALUES, 2, -2, 0.5)).hasMessage("0.9 lies outside -2.0 to 0.5");
        assertThatThrownBy(() -> Histogram.of(new float[] {Float.NaN}, 2, -2, 2))
                .hasMessage("NaN lies outside -2.0 to 2.0");
    }
}
