package inkling.cluster.spark;

import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import inkling.training.StepMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a training or a test told its observer: one of the components, the others are null. */
record Event(
        @Nullable EpochStart start,
        @Nullable List<LayerNorms> norms,
        @Nullable List<StepMetrics> steps,
        @Nullable Evaluated evaluated,
        @Nullable List<DeadUnits> units,
        @Nullable EpochMetrics epoch) {
    /** An epoch begins, or goes on. */
    record EpochStart(int epoch, int steps, int images) {}

    /** So many of so many images are classified: for validation after an epoch, or in a test, whose epoch is 0. */
    record Evaluated(int epoch, int done, int total) {}

    /** The network before its first step; its checkpoint comes with it. */
    static final Event UNTRAINED = new Event(null, null, null, null, null, null);

    static Event started(int epoch, int steps, int images) {
        return new Event(new EpochStart(epoch, steps, images), null, null, null, null, null);
    }

    static Event norms(List<LayerNorms> norms) {
        return new Event(null, norms, null, null, null, null);
    }

    static Event steps(List<StepMetrics> steps) {
        return new Event(null, null, steps, null, null, null);
    }

    static Event evaluated(int epoch, int done, int total) {
        return new Event(null, null, null, new Evaluated(epoch, done, total), null, null);
    }

    static Event units(List<DeadUnits> units) {
        return new Event(null, null, null, null, units, null);
    }

    static Event epoch(EpochMetrics metrics) {
        return new Event(null, null, null, null, null, metrics);
    }
}
