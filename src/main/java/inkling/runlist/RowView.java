package inkling.runlist;

import inkling.archive.runs.Run;
import inkling.runs.RunHead;
import inkling.runs.job.RunProgress;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.Optional;

/**
 * A run's row in the words of the pages; the templates read its methods as properties.
 *
 * @param progress what it does just now; empty unless it is running
 */
record RowView(Run run, List<Cell> cells, Optional<RunProgress> progress) {
    RowView {
        cells = List.copyOf(cells);
    }

    public RunHead head() {
        return new RunHead(run);
    }

    public long id() {
        return run.id();
    }

    public String url() {
        return run.url();
    }

    public String name() {
        return run.name();
    }

    public JobStatus status() {
        return run.status();
    }

    public boolean running() {
        return run.status() == JobStatus.RUNNING;
    }

    public boolean active() {
        return run.status().active();
    }

    public List<String> tags() {
        return run.annotations().tags();
    }

    public boolean notes() {
        return !run.annotations().notes().isEmpty();
    }

    public boolean baseline() {
        return run.annotations().baseline();
    }

    public boolean archived() {
        return run.annotations().archivedAt().isPresent();
    }

    /** What it does just now, in words. */
    public String activity() {
        return progress.map(RunProgress::activity).orElse("Under way");
    }

    /** The part of the whole that is done, 0 to 1. */
    public double share() {
        return progress.map(RunProgress::share).orElse(0.0);
    }
}
