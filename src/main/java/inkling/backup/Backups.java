package inkling.backup;

import inkling.archive.folders.RunFolders;
import inkling.database.Database;
import inkling.errors.UserError.Conflict;
import inkling.worker.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Takes backups of a home that is in use, one at a time. Used on any thread. */
public final class Backups {
    private final Path home;
    private final Database database;
    private final RunFolders runs;
    private final String version;
    private final Clock clock;
    private final AtomicReference<Backup> going = new AtomicReference<>();

    /** @param version the program's */
    public Backups(Path home, Database database, RunFolders runs, String version, Clock clock) {
        this.home = home.toAbsolutePath().normalize();
        this.database = database;
        this.runs = runs;
        this.version = version;
        this.clock = clock;
    }

    /** Throws away what a killed process left of a backup; before one is taken. */
    public void start() {
        try {
            HomeCopy.removeLeft(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a backup, of the home as it is now; it is written by whoever asked for it, who closes it.
     *
     * @param told is told how far it is, on the thread that writes
     * @throws Conflict if another one is being taken
     * @throws java.util.concurrent.CancellationException if it was cancelled meanwhile
     * @throws UncheckedIOException if the home cannot be read, or its disk is full
     */
    public Backup take(Consumer<Progress> told) {
        Backup backup = new Backup(clock, told, this::ended);
        if (!going.compareAndSet(null, backup)) {
            throw new Conflict("A backup is being taken; wait for its end, or cancel it.");
        }
        try {
            HomeCopy copy = HomeCopy.of(home, database, runs, backup::throwIfCancelled);
            backup.of(copy, new Manifest(version, Database.newestSchema(), clock.instant(), home.toString()));
            return backup;
        } catch (IOException e) {
            backup.close();
            throw new UncheckedIOException("The backup could not be taken: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            backup.close();
            throw e;
        }
    }

    private void ended(Backup backup) {
        going.compareAndSet(backup, null);
    }

    /** The one that is being taken. */
    Optional<Backup> going() {
        return Optional.ofNullable(going.get());
    }

    /** Cancels the backup that is being taken, if there is one. */
    public void cancel() {
        going().ifPresent(Backup::cancel);
    }
}
