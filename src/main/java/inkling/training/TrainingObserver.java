package inkling.training;

import inkling.network.StepTimes;
import java.util.List;
import java.util.function.Supplier;

/**
 * Is told what training does, on the training thread, in order; does nothing about what it does not care for.
 *
 * <p>What it throws ends the training and reaches the caller; a {@link java.util.concurrent.CancellationException} is
 * how a run is cancelled between two steps.
 */
public interface TrainingObserver {
    /** The network before its first step; not called when training resumes. */
    default void onUntrained(Checkpoint untrained) {}

    /** An epoch of {@code steps} steps begins, or goes on; {@code images} is how many images it trains on. */
    default void onEpochStarted(int epoch, int steps, int images) {}

    /** How long gradients, updates and weights were at some steps, layer by layer; before those steps are told. */
    default void onNorms(List<LayerNorms> norms) {}

    /**
     * Some steps are done; called every few steps, since reading a loss waits for the device.
     *
     * @param here gives all that is needed to go on after these steps; until the next step, and while validating
     */
    default void onSteps(List<StepMetrics> steps, Supplier<Checkpoint> here) {}

    /** All of the epoch's steps are done that this go made. */
    default void onTimes(int epoch, StepTimes times) {}

    /** The epoch's steps are done, and {@code done} of {@code total} validation images are classified. */
    default void onValidating(int epoch, int done, int total) {}

    /** How many units of each ReLU layer answered no validation image; before the epoch is told. */
    default void onDeadUnits(List<DeadUnits> units) {}

    /** An epoch is done, and this is all that is needed to go on from it. */
    default void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {}
}
