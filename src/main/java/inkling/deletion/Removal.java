package inkling.deletion;

import inkling.database.Database;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes for good the things whose time to be taken back has passed: rows first, then files.
 *
 * <p>With the rows goes in one transaction a note that the files are to go, which is crossed out when they are gone. So
 * whenever the process dies, a thing has either both, or neither once the next process has started.
 */
public final class Removal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Removal.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final Jdbi jdbi;
    private final Deletions deletions;
    private final Consumer<String> files;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "removal");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A removal that has not begun.
     *
     * @param files removes a file or folder by its path in the home, if it is there
     */
    public Removal(Database database, Deletions deletions, Consumer<String> files) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.deletions = deletions;
        this.files = files;
    }

    /** Sweeps now and from time to time, on a thread of its own. */
    public void start() {
        thread.scheduleWithFixedDelay(this::sweepOrSay, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweepOrSay() {
        try {
            sweep();
        } catch (RuntimeException e) {
            // The thread would never come back otherwise; the next sweep tries again.
            log.error("What was deleted could not be removed", e);
        }
    }

    /** Removes what is due. */
    public void sweep() {
        Instant latest = deletions.latest();
        for (DeletableKind kind : deletions.kinds()) {
            kind.due(latest).forEach(id -> removeRows(kind, id, latest));
        }
        // Not before the disk knows that the rows are gone: a killed process might bring them back otherwise.
        database.checkpointSync();
        leftFiles().forEach(this::removeFiles);
    }

    private void removeRows(DeletableKind kind, String id, Instant latest) {
        jdbi.useTransaction(handle -> kind.remove(handle, id, latest).forEach(path -> handle.execute("""
                        insert into removed_file (path) select cast(? as varchar(400))
                        where not exists (select 1 from removed_file where path = ?)
                        """, path, path)));
    }

    private List<String> leftFiles() {
        return jdbi.withHandle(handle -> handle.createQuery("select path from removed_file order by path")
                .mapTo(String.class)
                .list());
    }

    private void removeFiles(String path) {
        try {
            files.accept(path);
            jdbi.useHandle(handle -> handle.execute("delete from removed_file where path = ?", path));
        } catch (UncheckedIOException e) {
            log.warn("Files of what was deleted stay for now: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            // A sweep under way ends before the database closes.
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
