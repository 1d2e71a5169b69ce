package inkling.organise;

import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.errors.UserError.Conflict;
import inkling.runs.job.RunListener;
import inkling.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws checkpoints of ended runs away: rows first, with a note that the files are to go, then files, so that no row ever
 * names a file that is gone. What the epochs measured stays. Used on any thread.
 */
public final class Thinning implements RunListener {
    private static final Logger log = LoggerFactory.getLogger(Thinning.class);

    private final Database database;
    private final Jdbi jdbi;
    private final RunRepository runs;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private volatile KeptCheckpoints keptAtEnd = KeptCheckpoints.ALL;

    /**
     * What goes, or went.
     *
     * @param epochs whose checkpoints, in order
     * @param bytes of the checkpoints
     */
    record Thinned(Run run, List<Integer> epochs, long bytes) {
        Thinned {
            epochs = List.copyOf(epochs);
        }
    }

    public Thinning(Database database, RunRepository runs, MetricsRepository metrics, CheckpointFiles files) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.runs = runs;
        this.metrics = metrics;
        this.files = files;
    }

    /** Has the files go that a killed process left; before anything is trained, which could write them anew. */
    public void start() {
        List<Removed> left =
                jdbi.withHandle(handle -> handle.createQuery("select run_id, epoch from removed_checkpoint")
                        .mapTo(Removed.class)
                        .list());
        left.forEach(each -> removeFiles(each.runId(), List.of(each.epoch())));
    }

    /** A note that a file is to go. */
    public record Removed(long runId, int epoch) {}

    /** What would go of a run; nothing while it waits or trains. */
    Thinned preview(Run run, KeptCheckpoints kept) {
        List<CheckpointInfo> all = run.status().active() ? List.of() : metrics.checkpoints(run.id());
        List<Integer> gone = kept.gone(
                all.stream().map(CheckpointInfo::epoch).toList(),
                run.bestEpoch().orElse(0));
        long bytes = all.stream()
                .filter(each -> gone.contains(each.epoch()))
                .mapToLong(CheckpointInfo::bytes)
                .sum();
        return new Thinned(run, gone, bytes);
    }

    /**
     * Throws checkpoints of a run away, for good.
     *
     * @throws inkling.errors.UserError.NotFound if there is no such run
     * @throws Conflict if it waits or trains
     */
    Thinned thin(long id, KeptCheckpoints kept) {
        Thinned thinned = jdbi.inTransaction(handle -> {
            // Who asks the run to go on waits for this, or this for them.
            handle.execute("update run set deleted_at = deleted_at where id = ?", id);
            Run run = runs.get(id);
            if (run.status().active()) {
                throw new Conflict(Text.of(
                        "Run %d is %s; its checkpoints can be thinned once it has ended.",
                        id, run.status().id()));
            }
            Thinned gone = preview(run, kept);
            removeRows(handle, gone);
            return gone;
        });
        if (!thinned.epochs().isEmpty()) {
            // Not before the disk knows that the rows are gone: a killed process might bring them back otherwise.
            database.checkpointSync();
            removeFiles(id, thinned.epochs());
        }
        return thinned;
    }

    private static void removeRows(Handle handle, Thinned gone) {
        if (gone.epochs().isEmpty()) {
            return;
        }
        handle.createUpdate("delete from checkpoint where run_id = :run and epoch in (<epochs>)")
                .bind("run", gone.run().id())
                .bindList("epochs", gone.epochs())
                .execute();
        PreparedBatch notes =
                handle.prepareBatch("insert into removed_checkpoint (run_id, epoch) values (:run, :epoch)");
        gone.epochs()
                .forEach(epoch ->
                        notes.bind("run", gone.run().id()).bind("epoch", epoch).add());
        notes.execute();
    }

    private void removeFiles(long run, List<Integer> epochs) {
        files.folders().change(run, () -> {
            for (int epoch : epochs) {
                try {
                    for (Path file : List.of(files.path(run, epoch), files.predictionsPath(run, epoch))) {
                        Files.deleteIfExists(file);
                    }
                    jdbi.useHandle(handle -> handle.execute(
                            "delete from removed_checkpoint where run_id = ? and epoch = ?", run, epoch));
                } catch (IOException e) {
                    log.warn(
                            "A file of epoch {} of run {}, which was thinned out, stays for now: {}",
                            epoch,
                            run,
                            e.toString());
                }
            }
        });
    }

    /** Has every run thinned that ends from now on. */
    public void whenRunsEnd(KeptCheckpoints kept) {
        keptAtEnd = kept;
    }

    @Override
    public void onRun(Run run, Cursor cursor) {
        if (run.status().active() || keptAtEnd.equals(KeptCheckpoints.ALL)) {
            return;
        }
        try {
            thin(run.id(), keptAtEnd);
        } catch (RuntimeException e) {
            // The run is done all the same, and can be thinned from the list.
            log.warn("The checkpoints of run {} were not thinned: {}", run.id(), e.toString());
        }
    }
}
