package inkling.archive.metrics;

import inkling.archive.runs.Run;
import inkling.training.EpochMetrics;
import java.util.List;

/**
 * A run with its metrics, all as of one moment, and the cursor from which an event stream goes on without a gap.
 *
 * @param epochs in order
 * @param steps in order
 * @param checkpoints in order, the untrained network's first
 * @param cursor the last of everything in here
 */
public record RunSnapshot(
        Run run, List<EpochMetrics> epochs, List<StepWindow> steps, List<CheckpointInfo> checkpoints, Cursor cursor) {
    public RunSnapshot {
        epochs = List.copyOf(epochs);
        steps = List.copyOf(steps);
        checkpoints = List.copyOf(checkpoints);
    }
}
