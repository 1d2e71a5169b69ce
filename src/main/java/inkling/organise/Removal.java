package inkling.organise;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.runs.Run;
import inkling.database.Database;
import inkling.worker.JobRepository;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes for good the runs whose time to be taken back has passed: rows first, then files.
 *
 * <p>With the rows goes in one transaction a note that the files are to go, which is crossed out when they are gone. So
 * whenever the process dies, a run has either both, or neither once the next process has started.
 */
public final class Removal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Removal.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final Jdbi jdbi;
    private final CheckpointFiles files;
    private final Predicate<List<Long>> ender;
    private final Clock clock;
    private final Duration undo;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "removal");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A removal that has not begun.
     *
     * @param ender ends all that works on runs; false if something has not ended yet
     * @param undo how long a run can be taken back after it was deleted
     */
    public Removal(Database database, CheckpointFiles files, Predicate<List<Long>> ender, Clock clock, Duration undo) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.files = files;
        this.ender = ender;
        this.clock = clock;
        this.undo = undo;
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
            log.error("Deleted runs could not be removed", e);
        }
    }

    /** Removes what is due. */
    void sweep() {
        Instant latest = clock.instant().minus(undo);
        // A job that is still at it would write into a folder that is gone; its run waits for the next sweep.
        due(latest).stream().filter(run -> ender.test(List.of(run))).forEach(run -> removeRows(run, latest));
        // Not before the disk knows that the rows are gone: a killed process might bring them back otherwise.
        database.checkpointSync();
        leftFiles().forEach(this::removeFiles);
    }

    private List<Long> due(Instant latest) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from run where deleted_at <= :latest order by id")
                        .bind("latest", latest)
                        .mapTo(Long.class)
                        .list());
    }

    private void removeRows(long run, Instant latest) {
        jdbi.useTransaction(handle -> {
            int removed = handle.createUpdate("delete from run where id = :run and deleted_at <= :latest")
                    .bind("run", run)
                    .bind("latest", latest)
                    .execute();
            if (removed == 1) {
                JobRepository.deleteOf(handle, Run.owner(run));
                handle.execute("insert into removed_run (run_id) values (?)", run);
            }
        });
    }

    private List<Long> leftFiles() {
        return jdbi.withHandle(handle -> handle.createQuery("select run_id from removed_run order by run_id")
                .mapTo(Long.class)
                .list());
    }

    private void removeFiles(long run) {
        try {
            files.delete(run);
            jdbi.useHandle(handle -> handle.execute("delete from removed_run where run_id = ?", run));
        } catch (UncheckedIOException e) {
            log.warn("The files of run {}, which was deleted, stay for now: {}", run, e.getMessage());
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
