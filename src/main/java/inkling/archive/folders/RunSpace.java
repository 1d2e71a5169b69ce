package inkling.archive.folders;

import inkling.database.Database;
import inkling.files.Folders;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what the files of each run take, and keeps it on its row: measured on a thread of its own whenever they have
 * changed, so that nobody who writes one waits. Used on any thread.
 */
public final class RunSpace implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunSpace.class);

    private final Jdbi jdbi;
    private final RunFolders folders;
    /** Runs to be measured, each once however often its files change meanwhile. */
    private final Set<Long> waiting = new LinkedHashSet<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "space");
        thread.setDaemon(true);
        return thread;
    });

    /** Listens from now on. */
    public RunSpace(Database database, RunFolders folders) {
        this.jdbi = database.jdbi();
        this.folders = folders;
        folders.onChange(this::changed);
    }

    /** Begins to measure the runs that nobody has measured yet: those of a home that an earlier version made. */
    public void start() {
        jdbi.withHandle(handle -> handle.createQuery("select id from run where file_bytes is null order by id desc")
                        .mapTo(Long.class)
                        .list())
                .forEach(this::changed);
    }

    private void changed(long run) {
        synchronized (waiting) {
            if (!waiting.add(run)) {
                return;
            }
        }
        try {
            thread.execute(() -> measure(run));
        } catch (RejectedExecutionException e) {
            // The program ends; the next one that changes a file of this run measures it.
        }
    }

    private void measure(long run) {
        synchronized (waiting) {
            waiting.remove(run);
        }
        try {
            long bytes = Folders.bytes(folders.of(run));
            jdbi.useHandle(handle -> handle.execute("update run set file_bytes = ? where id = ?", bytes, run));
        } catch (IOException | RuntimeException e) {
            log.warn("What run {} takes could not be kept: {}", run, e.toString());
        }
    }

    /** What the files of all runs take together, in bytes. */
    public long total() {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(sum(file_bytes), 0) from run")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            // What is being measured ends before the database closes.
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
