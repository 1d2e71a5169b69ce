package inkling.sweeps.pages;

import inkling.sweeps.SweepCounts;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.stream.Stream;

/** How many runs have a status: {@code 3 running}. */
record StatusCount(JobStatus status, int count) {
    /** What has most to say first; a status that no run has is left out. */
    static List<StatusCount> of(SweepCounts counts) {
        return Stream.of(
                        JobStatus.RUNNING,
                        JobStatus.FINISHED,
                        JobStatus.FAILED,
                        JobStatus.INTERRUPTED,
                        JobStatus.CANCELLED,
                        JobStatus.QUEUED)
                .map(status -> new StatusCount(status, counts.of(status)))
                .filter(each -> each.count() > 0)
                .toList();
    }

    /** {@code 3 running}, {@code 12 queued}. */
    public String text() {
        return count + " " + status.id();
    }
}
