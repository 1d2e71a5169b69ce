package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WilsonTest {
    /** Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3. */
    @Test
    void the_bounds_are_those_of_newcombes_table() {
        assertWilson(81, 263, 0.2553, 0.3662);
        assertWilson(15, 148, 0.0624, 0.1605);
        assertWilson(0, 20, 0.0000, 0.1611);
        assertWilson(1, 29, 0.0061, 0.1718);
    }

    private static void assertWilson(int hits, int count, double low, double high) {
        assertThat(Wilson.of(hits, count).low()).isCloseTo(low, within(5e-5));
        assertThat(Wilson.of(hits, count).high()).isCloseTo(high, within(5e-5));
    }

    @Property(tries = 200)
    void the_share_that_was_seen_lies_between_them_and_misses_are_hits_seen_from_the_other_end(
            @ForAll @IntRange(min = 1, max = 5_000) int count, @ForAll @IntRange(min = 0, max = 5_000) int some) {
        int hits = Math.min(some, count);
        Wilson interval = Wilson.of(hits, count);
        Wilson misses = Wilson.of(count - hits, count);

        assertThat((double) hits / count).isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
        assertThat(interval.low()).isCloseTo(1 - misses.high(), within(1e-12));
        assertThat(interval.low()).isNotNegative();
        assertThat(interval.high()).isLessThanOrEqualTo(1);
    }

    @Test
    void there_is_none_of_nothing() {
        assertThatThrownBy(() -> Wilson.of(0, 0)).hasMessage("0 hits of 0 are no share");
    }

    /** {@code scipy.stats.hypergeom.cdf(k, N, K, n)}; the last by hand: of 3 images 2 are right, and both drawn are wrong. */
    @Test
    void chance_draws_as_few_hits_as_scipy_says() {
        assertThat(new Hypergeometric(10_000, 9_780).atMost(20, 30)).isCloseTo(4.4293394178157743e-10, within(1e-20));
        assertThat(new Hypergeometric(500, 480).atMost(95, 100)).isCloseTo(0.36943438334571993, within(1e-11));
        assertThat(new Hypergeometric(10_000, 9_700).atMost(900, 1_000))
                .isCloseTo(2.1903469750150603e-29, within(1e-38));
        assertThat(new Hypergeometric(3, 2).atMost(0, 2)).isZero();
        assertThat(new Hypergeometric(3, 2).atMost(1, 2)).isCloseTo(2 / 3.0, within(1e-12));
    }
}
