package inkling.runs.metrics;

import inkling.training.EpochMetrics;
import java.util.List;

/**
 * All that a run measured in one epoch; its checkpoint's file says it as well as the database.
 *
 * @param steps every window of the epoch, in order
 */
public record Measured(EpochMetrics epoch, List<StepWindow> steps) {
    public Measured {
        steps = List.copyOf(steps);
    }
}
