package inkling.archive.runs;

import inkling.database.Database;
import inkling.training.Score;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobRepository;
import inkling.worker.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** What the queue does to the rows of runs, done by hand. */
public final class RunLife {
    private final Database database;
    private final RunRepository runs;
    private final JobRepository jobs;

    public RunLife(Database database) {
        this.database = database;
        this.runs = new RunRepository(database);
        this.jobs = new JobRepository(database);
    }

    public Run create(RunRequest request, String programVersion, Instant now) {
        return runs.create(List.of(request), any -> "cpu", handle -> Optional.empty(), programVersion, now)
                .get(0);
    }

    public Optional<Run> start(long run, String device, Instant now) {
        long job = runs.get(run).job().id();
        database.jdbi().useHandle(handle -> handle.execute("update job set device = ? where id = ?", device, job));
        return change(run, JobStatus.RUNNING, Optional.empty(), now, handle -> RunRepository.begin(handle, job));
    }

    public Optional<Run> finish(long run, Score test, Instant now) {
        Consumer<Handle> keep = handle -> RunRepository.keepTest(handle, run, test);
        return change(run, JobStatus.FINISHED, Optional.empty(), now, keep);
    }

    public Optional<Run> fail(long run, String failure, Instant now) {
        return change(run, JobStatus.FAILED, Optional.of(failure), now, Job.DONE);
    }

    public Optional<Run> cancel(long run, Instant now) {
        return change(run, JobStatus.CANCELLED, Optional.empty(), now, Job.DONE);
    }

    public Optional<Run> interrupt(long run, Instant now) {
        return change(run, JobStatus.INTERRUPTED, Optional.empty(), now, Job.DONE);
    }

    /** Does a run's job and keeps how it ended. */
    public void go(long run, Job job, JobContext context) {
        try {
            change(run, JobStatus.FINISHED, Optional.empty(), Instant.now(), job.run(context));
        } catch (CancellationException e) {
            JobStatus stopped = context.programEnds() ? JobStatus.INTERRUPTED : JobStatus.CANCELLED;
            change(run, stopped, Optional.empty(), Instant.now(), Job.DONE);
        } catch (Exception e) {
            fail(run, String.valueOf(e.getMessage()), Instant.now());
        }
    }

    private Optional<Run> change(
            long run, JobStatus status, Optional<String> failure, Instant now, Consumer<Handle> along) {
        return jobs.change(runs.get(run).job().id(), status, failure, now, along)
                .map(job -> runs.get(run));
    }
}
