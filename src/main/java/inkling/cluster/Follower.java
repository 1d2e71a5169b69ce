package inkling.cluster;

import inkling.training.Checkpoint;
import inkling.training.StepMetrics;
import inkling.training.TrainingObserver;
import java.util.List;
import java.util.function.Supplier;

/**
 * Is told of a training that may be going on elsewhere, and goes on there while it is told. So where the training stands
 * after some steps can be known only if whoever trains was asked for it beforehand.
 */
public interface Follower extends TrainingObserver {
    /** Whether the next steps are to come with where the training stands after them; asked on any thread. */
    boolean wantsCheckpoint();

    /** The same as {@link #onSteps(List, Supplier)}, of steps after which nobody knows where the training stands. */
    void onSteps(List<StepMetrics> steps);

    @Override
    void onSteps(List<StepMetrics> steps, Supplier<Checkpoint> here);
}
