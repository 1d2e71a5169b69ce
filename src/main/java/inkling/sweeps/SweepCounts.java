package inkling.sweeps;

import inkling.worker.JobStatus;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many runs of a sweep stand where.
 *
 * @param byStatus a number for every status
 */
public record SweepCounts(Map<JobStatus, Integer> byStatus) {
    public SweepCounts {
        Map<JobStatus, Integer> all = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            all.put(status, byStatus.getOrDefault(status, 0));
        }
        byStatus = Map.copyOf(all);
    }

    public static SweepCounts of(Collection<RunResult> results) {
        Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
        results.forEach(result -> counts.merge(result.run().status(), 1, Integer::sum));
        return new SweepCounts(counts);
    }

    public int of(JobStatus status) {
        return byStatus.get(status);
    }

    public int total() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those that are still to end. */
    public int active() {
        return of(JobStatus.QUEUED) + of(JobStatus.RUNNING);
    }

    public int ended() {
        return total() - active();
    }
}
