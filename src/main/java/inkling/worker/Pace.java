package inkling.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast something goes: units a second as an exponentially weighted mean over time, so that reports may come as
 * unevenly as they like. For one thread.
 *
 * <p>The weight of what lies {@code t} seconds back is exp(-t / {@value #MEMORY_SECONDS} s), and the mean is taken over
 * the time there was, not over the infinite past; the first report already gives the plain mean.
 */
public final class Pace {
    private static final double MEMORY_SECONDS = 5;
    private static final double MAX_SECONDS_LEFT = Duration.ofDays(1000).toSeconds();

    private final Clock clock;
    private String unit = "";
    private long lastDone;
    private Instant last;
    private double weightedUnits;
    private double weightedSeconds;

    /** A pace that starts now, at nothing done. */
    public Pace(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    /**
     * Progress with the speed so far; counting down, or in another unit, starts anew.
     *
     * @param done of the whole job, in units
     * @param total of the whole job, in units; 0 if nobody knows
     */
    public Progress at(String activity, long done, long total, String unit) {
        if (done < lastDone || !unit.equals(this.unit)) {
            restart(done, unit);
        } else {
            advance(done);
        }
        double perSecond = weightedSeconds > 0 ? weightedUnits / weightedSeconds : 0;
        return new Progress(activity, done, total, unit, perSecond, left(total - done, perSecond));
    }

    private void restart(long done, String unit) {
        this.unit = unit;
        lastDone = done;
        last = clock.instant();
        weightedUnits = 0;
        weightedSeconds = 0;
    }

    private void advance(long done) {
        Instant now = clock.instant();
        double seconds = Duration.between(last, now).toNanos() / 1e9;
        if (seconds <= 0) {
            return; // Two reports within one tick: the next one counts for both.
        }
        double kept = Math.exp(-seconds / MEMORY_SECONDS);
        // Within the interval the speed was even, so its weight is the integral of the exponential over it.
        double weight = MEMORY_SECONDS * (1 - kept);
        weightedUnits = weightedUnits * kept + (done - lastDone) / seconds * weight;
        weightedSeconds = weightedSeconds * kept + weight;
        lastDone = done;
        last = now;
    }

    private static Optional<Duration> left(long units, double perSecond) {
        if (units < 0 || perSecond <= 0 || units / perSecond > MAX_SECONDS_LEFT) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(Math.round(1000 * units / perSecond)));
    }
}
