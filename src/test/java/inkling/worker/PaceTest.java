package inkling.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final HandClock clock = new HandClock();
    private final Pace pace = new Pace(clock);

    @Test
    void an_even_speed_is_told_exactly_however_uneven_the_reports() {
        pace.at("training", 0, 1000, "images");
        clock.pass(Duration.ofMillis(100));
        pace.at("training", 10, 1000, "images");
        clock.pass(Duration.ofSeconds(3));

        Progress progress = pace.at("training", 310, 1000, "images");

        assertThat(progress.perSecond()).isEqualTo(100, within(1e-9));
        assertThat(progress.left()).hasValue(Duration.ofMillis(6900));
    }

    @Test
    void the_last_seconds_count_more_than_those_before() {
        pace.at("training", 0, 10_000, "images");
        clock.pass(Duration.ofSeconds(5));
        pace.at("training", 500, 10_000, "images");
        clock.pass(Duration.ofSeconds(5));

        Progress progress = pace.at("training", 2500, 10_000, "images");

        // By hand: weights 5 (1 - e^-1) e^-1 of 100 a second and 5 (1 - e^-1) of 400 a second.
        assertThat(progress.perSecond()).isEqualTo((100 * Math.exp(-1) + 400) / (Math.exp(-1) + 1), within(1e-9));
    }

    @Test
    void before_anything_is_known_nothing_is_claimed() {
        Progress progress = pace.at("training", 0, 1000, "images");

        assertThat(progress.perSecond()).isZero();
        assertThat(progress.left()).isEmpty();
    }

    @Test
    void another_unit_starts_anew() {
        pace.at("downloading", 0, 1000, "bytes");
        clock.pass(Duration.ofSeconds(1));
        pace.at("downloading", 1000, 1000, "bytes");

        assertThat(pace.at("training", 0, 1000, "images").perSecond()).isZero();
        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.at("training", 5, 1000, "images").perSecond()).isEqualTo(5, within(1e-9));
    }

    @Test
    void a_clock_that_is_set_back_does_no_harm() {
        pace.at("training", 0, 1000, "images");
        clock.pass(Duration.ofHours(-1));

        assertThat(pace.at("training", 5, 1000, "images").perSecond()).isZero();
    }

    /** A clock that goes only when it is told to. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
