package inkling.archive.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The goes in which a run was trained: one, and one more each time it was taken up again.
 *
 * @param resumes how often it was taken up again
 * @param startedAt when the first go began; empty if it never ran
 * @param resumedAt when the latest go began; empty if it never ran, or waits to go on
 * @param secondsBefore how long the goes before the latest one took together
 * @param patienceFrom the epoch after which its patience counts: the one that ended it, where it was asked to go on after
 */
public record TrainingTime(
        int resumes, Optional<Instant> startedAt, Optional<Instant> resumedAt, double secondsBefore, int patienceFrom) {
    /** Of a run that never ran. */
    public static final TrainingTime NONE = new TrainingTime(0, Optional.empty(), Optional.empty(), 0, 0);

    /** When the latest go would have begun if there had been no pauses; empty if it never ran. */
    public Optional<Instant> startWithoutPauses() {
        return resumedAt.map(start -> start.minusMillis(Math.round(1000 * secondsBefore)));
    }

    /**
     * How long all goes took together.
     *
     * @param until when the latest one ended, or now
     * @return empty if it never ran
     */
    public Optional<Duration> took(Instant until) {
        Duration before = Duration.ofMillis(Math.round(1000 * secondsBefore));
        return resumedAt
                .map(start -> Duration.between(start, until).plus(before))
                .or(() -> Optional.of(before).filter(took -> !took.isZero()));
    }
}
