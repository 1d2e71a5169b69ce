package inkling.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The machine's time, except that it never goes back: where somebody sets the clock back, it goes on from where it was at
 * its own speed until the machine's time has caught up, so that no job ends before it began and none stands still. Where
 * the machine slept or was set forward, it follows at once. Used on any thread.
 */
public final class ForwardClock extends Clock {
    private final Clock machine;
    private final LongSupplier nanoTime;
    private Instant anchor;
    private long anchorNanos;

    public ForwardClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    ForwardClock(Clock machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        anchor = machine.instant();
        anchorNanos = nanoTime.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long nanos = nanoTime.getAsLong();
        Instant onward = anchor.plus(Duration.ofNanos(Math.max(0, nanos - anchorNanos)));
        Instant now = machine.instant();
        anchor = now.isAfter(onward) ? now : onward;
        anchorNanos = nanos;
        return anchor;
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ForwardClock(machine.withZone(zone), nanoTime);
    }
}
