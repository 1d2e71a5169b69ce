package inkling.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps all that training says. */
class Recording implements TrainingObserver {
    final List<String> calls = new ArrayList<>();
    final List<StepMetrics> steps = new ArrayList<>();
    final List<EpochMetrics> epochs = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();

    @Override
    public void onUntrained(Checkpoint untrained) {
        calls.add("untrained");
        checkpoints.add(untrained);
    }

    @Override
    public void onEpochStarted(int epoch, int epochSteps, int images) {
        calls.add("epoch %d: %d steps, %d images".formatted(epoch, epochSteps, images));
    }

    @Override
    public void onSteps(List<StepMetrics> some, Supplier<Checkpoint> here) {
        calls.add("steps to " + some.get(some.size() - 1).step());
        steps.addAll(some);
    }

    @Override
    public void onValidating(int epoch, int done, int total) {
        calls.add("validated %d of %d".formatted(done, total));
    }

    @Override
    public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
        calls.add("epoch %d done".formatted(metrics.epoch()));
        epochs.add(metrics);
        checkpoints.add(checkpoint);
    }

    /** The epochs without their times, which differ from run to run. */
    List<EpochMetrics> timelessEpochs() {
        return epochs.stream()
                .map(m -> Measured.epoch(
                        m.epoch(), 0, m.trainLoss(), m.trainAccuracy(), m.validLoss(), m.validAccuracy()))
                .toList();
    }
}
