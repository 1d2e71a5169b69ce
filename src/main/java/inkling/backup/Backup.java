package inkling.backup;

import inkling.worker.Pace;
import inkling.worker.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** One backup that is being taken. Written on one thread; looked at and cancelled on any. */
public final class Backup implements AutoCloseable {
    private static final long TOLD_EVERY_NANOS = 200_000_000;

    private final Clock clock;
    private final Pace pace;
    private final Instant began;
    private final Consumer<Progress> told;
    private final Consumer<Backup> ended;

    private Optional<HomeCopy> copy = Optional.empty();
    private Optional<Manifest> manifest = Optional.empty();
    private long lastTold;
    private volatile Progress progress = Progress.of("looking at the home folder");
    private volatile boolean cancelled;

    /**
     * A backup that has not begun.
     *
     * @param told is told how far it is, now and then
     * @param ended is told when it is over
     */
    Backup(Clock clock, Consumer<Progress> told, Consumer<Backup> ended) {
        this.clock = clock;
        this.pace = new Pace(clock);
        this.began = clock.instant();
        this.told = told;
        this.ended = ended;
    }

    void of(HomeCopy home, Manifest saying) {
        copy = Optional.of(home);
        manifest = Optional.of(saying);
    }

    /** The length of all that is in it, about as long as the archive. */
    public long bytes() {
        return copy.orElseThrow().bytes();
    }

    /**
     * Writes the archive.
     *
     * @param out is not closed
     * @throws CancellationException if it was cancelled
     */
    public void writeTo(OutputStream out) throws IOException {
        Archive.write(manifest.orElseThrow(), copy.orElseThrow(), out, this::done);
    }

    private void done(long bytes) {
        throwIfCancelled();
        long now = System.nanoTime();
        if (now - lastTold >= TOLD_EVERY_NANOS) {
            lastTold = now;
            progress = pace.at("taking a backup", Math.min(bytes, bytes()), bytes(), "bytes");
            told.accept(progress);
        }
    }

    void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException("The backup was cancelled.");
        }
    }

    void cancel() {
        cancelled = true;
    }

    /** How far it is. */
    Progress progress() {
        return progress;
    }

    /** How long it has been going on. */
    Duration took() {
        return Duration.between(began, clock.instant());
    }

    @Override
    public void close() {
        try {
            copy.ifPresent(HomeCopy::close);
        } finally {
            ended.accept(this);
        }
    }
}
