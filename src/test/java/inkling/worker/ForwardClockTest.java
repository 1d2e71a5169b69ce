package inkling.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForwardClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** A machine on which time passes, and whose clock somebody sets. */
    private static final class Machine extends Clock {
        private long nanos;
        private Duration set = Duration.ZERO;

        @Override
        public Instant instant() {
            return NOON.plusNanos(nanos).plus(set);
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

    private final Machine machine = new Machine();
    private final ForwardClock clock = new ForwardClock(machine, () -> machine.nanos);

    private Instant after(long seconds) {
        machine.nanos += seconds * 1_000_000_000;
        return clock.instant();
    }

    @Test
    void a_clock_set_back_leaves_durations_as_they_were_until_it_has_caught_up() {
        Instant began = after(10);
        machine.set = Duration.ofMinutes(-1);

        assertThat(after(30)).isEqualTo(began.plusSeconds(30));
        machine.set = Duration.ZERO;
        assertThat(after(1)).isEqualTo(began.plusSeconds(31)).isEqualTo(machine.instant());
    }

    @Test
    void a_machine_that_slept_is_followed_at_once() {
        after(10);
        machine.set = Duration.ofHours(8); // What counts nanoseconds slept as well.

        assertThat(after(1)).isEqualTo(machine.instant());
    }

    @Property(tries = 200)
    void it_never_goes_back_and_never_stands_still(@ForAll List<@IntRange(min = -100, max = 100) Integer> settings) {
        Instant last = clock.instant();
        for (int seconds : settings) {
            machine.set = machine.set.plusSeconds(seconds);
            Instant next = after(1);
            assertThat(next).isAfterOrEqualTo(last.plusSeconds(1));
            last = next;
        }
    }

    @Test
    void a_job_goes_on_counting_its_pace_when_the_clock_is_set_back() {
        Pace pace = new Pace(clock);
        after(1);
        pace.at("epoch 1 of 5", 100, 1000, "images");
        machine.set = Duration.ofHours(-1);
        after(1);

        assertThat(pace.at("epoch 1 of 5", 200, 1000, "images").perSecond()).isEqualTo(100);
    }
}
