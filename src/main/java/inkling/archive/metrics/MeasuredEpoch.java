package inkling.archive.metrics;

import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run measured in one epoch; its checkpoint's file says it as well as the database.
 *
 * @param steps every window of the epoch, in order
 * @param norms of its layers; files of earlier versions have none
 * @param units of its ReLU layers; likewise
 */
public record MeasuredEpoch(
        EpochMetrics epoch,
        List<StepWindow> steps,
        @Nullable List<LayerNorms> norms,
        @Nullable List<DeadUnits> units) {
    public MeasuredEpoch {
        steps = List.copyOf(steps);
        norms = norms == null ? List.of() : List.copyOf(norms);
        units = units == null ? List.of() : List.copyOf(units);
    }

    /** Of which nothing was measured layer by layer. */
    public MeasuredEpoch(EpochMetrics epoch, List<StepWindow> steps) {
        this(epoch, steps, List.of(), List.of());
    }
}
