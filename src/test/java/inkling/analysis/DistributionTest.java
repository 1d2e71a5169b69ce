package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static final float[] BY_HAND = {-0.75f, 0, 0, 0.25f, 3};

    @Test
    void its_figures_are_those_worked_by_hand() {
        Distribution distribution = Distribution.of(BY_HAND);

        assertThat(distribution.size()).isEqualTo(5);
        assertThat(distribution.min()).isEqualTo(-0.75);
        assertThat(distribution.max()).isEqualTo(3);
        assertThat(distribution.mean()).isEqualTo(0.5);
        // 1.25^2 + 2 * 0.5^2 + 0.25^2 + 2.5^2 = 8.375
        assertThat(distribution.standardDeviation()).isCloseTo(Math.sqrt(8.375 / 5), within(1e-12));
        assertThat(distribution.zeros()).isEqualTo(2);
        assertThat(distribution.limit()).isEqualTo(4);
    }

    @Test
    void values_beyond_the_range_are_counted_in_the_outermost_bins() {
        assertThat(Distribution.of(BY_HAND).counts(1, 4)).containsExactly(1, 0, 3, 1);
        assertThat(Distribution.of(BY_HAND).counts(0.5, 2)).containsExactly(1, 4);
    }

    @Test
    void on_a_wider_arrays_scale_the_counts_are_still_those_of_a_loop_over_the_values() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[5_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() - 0.5) * 0.37f;
        }
        double range = 21 / 32.0; // of a distribution whose limit is 1; this one's is 1/4
        long[] expected = new long[64];
        for (float value : values) {
            expected[(int) ((value + range) / (2 * range / 64))]++;
        }

        assertThat(Distribution.of(values).counts(range, 64)).containsExactly(expected);
    }

    @Test
    void the_reach_holds_the_share_asked_for_and_not_a_bin_more() {
        float[] values = new float[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 2 == 0 ? 1 : -1) * (i + 0.5f) / 1_000;
        }

        double reach = Distribution.of(values).reach(0.9);

        assertThat(reach).isCloseTo(0.9, within(1.0 / 1024));
        assertThat(Distribution.of(new float[3]).reach(1)).isLessThan(0.01);
    }
}
