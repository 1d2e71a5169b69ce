package inkling.runlist;

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
record RowView(RunHead head, List<Cell> cells, Optional<RunProgress> progress) {
    RowView {
        cells = List.copyOf(cells);
    }

    public boolean running() {
        return head.run().status() == JobStatus.RUNNING;
    }

    public boolean active() {
        return head.run().status().active();
    }

    public List<String> tags() {
        return head.run().annotations().tags();
    }

    public boolean notes() {
        return !head.run().annotations().notes().isEmpty();
    }

    public boolean imported() {
        return head.imported();
    }

    public boolean baseline() {
        return head.run().annotations().baseline();
    }

    public boolean archived() {
        return head.run().annotations().archivedAt().isPresent();
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
