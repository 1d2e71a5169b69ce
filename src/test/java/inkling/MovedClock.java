package inkling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs on from a moment, and goes forward when it is told to. */
public final class MovedClock extends Clock {
    private final Clock running;
    private volatile Duration ahead = Duration.ZERO;

    /** @param running what it goes by */
    public MovedClock(Clock running) {
        this.running = running;
    }

    public void forward(Duration duration) {
        ahead = ahead.plus(duration);
    }

    @Override
    public Instant instant() {
        return running.instant().plus(ahead);
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
