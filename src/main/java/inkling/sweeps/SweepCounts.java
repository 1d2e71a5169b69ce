package inkling.sweeps;

import inkling.archive.runs.RunStatus;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many runs of a sweep stand where.
 *
 * @param byStatus a number for every status
 */
public record SweepCounts(Map<RunStatus, Integer> byStatus) {
    public SweepCounts {
        Map<RunStatus, Integer> all = new EnumMap<>(RunStatus.class);
        for (RunStatus status : RunStatus.values()) {
            all.put(status, byStatus.getOrDefault(status, 0));
        }
        byStatus = Map.copyOf(all);
    }

    public static SweepCounts of(Collection<RunResult> results) {
        Map<RunStatus, Integer> counts = new EnumMap<>(RunStatus.class);
        results.forEach(result -> counts.merge(result.run().status(), 1, Integer::sum));
        return new SweepCounts(counts);
    }

    public int of(RunStatus status) {
        return byStatus.get(status);
    }

    public int total() {
        return byStatus.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those that are still to end. */
    public int active() {
        return of(RunStatus.QUEUED) + of(RunStatus.RUNNING);
    }

    public int ended() {
        return total() - active();
    }
}
