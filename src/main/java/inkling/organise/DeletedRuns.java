package inkling.organise;

import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.database.Database;
import inkling.deletion.DeletableRows;
import inkling.deletion.Deleted;
import inkling.runs.RunHead;
import inkling.text.Text;
import inkling.worker.JobRepository;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Runs that were deleted: with one come back, or go for good, all that was made of it. */
public final class DeletedRuns extends DeletableRows {
    static final String KIND = "run";

    private final RunRepository runs;
    private final Predicate<List<Long>> ender;

    /** @param ender ends all that works on runs; false if something has not ended yet */
    public DeletedRuns(Database database, RunRepository runs, Predicate<List<Long>> ender) {
        super(database, KIND, "runs", "run");
        this.runs = runs;
        this.ender = ender;
    }

    @Override
    public List<Deleted> deletedAfter(Instant moment) {
        return runs.deletedAfter(moment).stream().map(DeletedRuns::deleted).toList();
    }

    private static Deleted deleted(Run run) {
        return new Deleted(
                String.valueOf(run.id()),
                Text.of(
                        "Run %d, %s%s",
                        run.id(), run.name(), run.askedBy().map(" by "::concat).orElse("")),
                new RunHead(run).about(),
                run.annotations().deletedAt().orElseThrow());
    }

    @Override
    protected void beforeRestoring(Handle handle, List<Long> rows) {
        RunRepository.touch(handle, rows);
    }

    /** A job that is still at it would write into a folder that is gone; its run waits for the next sweep. */
    @Override
    public List<String> due(Instant moment) {
        return super.due(moment).stream()
                .filter(run -> ender.test(List.of(Long.valueOf(run))))
                .toList();
    }

    @Override
    protected List<String> files(Handle handle, long run) {
        return List.of("runs/" + run);
    }

    @Override
    protected void removed(Handle handle, long run) {
        JobRepository.deleteOf(handle, Run.owner(run));
    }
}
