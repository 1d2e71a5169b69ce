package inkling.archive.metrics;

import inkling.training.EpochMetrics;
import java.util.List;

/**
 * All that a run measured in one epoch; its checkpoint's file says it as well as the database.
 *
 * @param steps every window of the epoch, in order
 */
public record MeasuredEpoch(EpochMetrics epoch, List<StepWindow> steps) {
    public MeasuredEpoch {
        steps = List.copyOf(steps);
    }
}
