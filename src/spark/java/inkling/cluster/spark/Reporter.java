package inkling.cluster.spark;

import inkling.training.Checkpoint;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import inkling.training.StepMetrics;
import inkling.training.TrainingObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the driver what a training on an executor does, about ten times a second. Used on the training's thread alone. */
final class Reporter implements TrainingObserver {
    private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

    private final Line line;
    private final List<Event> untold = new ArrayList<>();
    private @Nullable Supplier<Checkpoint> here;
    private long lastTold = System.nanoTime();

    /** @param from where the training begins; null for the untrained network */
    Reporter(Line line, @Nullable Checkpoint from) {
        this.line = line;
        this.here = from == null ? null : () -> from;
    }

    @Override
    public void onUntrained(Checkpoint untrained) {
        tell(Event.UNTRAINED, untrained);
    }

    @Override
    public void onEpochStarted(int epoch, int steps, int images) {
        untold.add(Event.started(epoch, steps, images));
    }

    @Override
    public void onNorms(List<LayerNorms> norms) {
        untold.add(Event.norms(norms));
    }

    @Override
    public void onSteps(List<StepMetrics> steps, Supplier<Checkpoint> here) {
        this.here = here;
        untold.add(Event.steps(steps));
        tellNowAndThen();
    }

    @Override
    public void onValidating(int epoch, int done, int total) {
        untold.add(Event.evaluated(epoch, done, total));
        tellNowAndThen();
    }

    @Override
    public void onDeadUnits(List<DeadUnits> units) {
        untold.add(Event.units(units));
    }

    @Override
    public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
        tell(Event.epoch(metrics), checkpoint);
    }

    /** @param done of the test's images */
    void onTesting(int done, int total) {
        untold.add(Event.evaluated(0, done, total));
        tellNowAndThen();
    }

    private void tell(Event event, Checkpoint checkpoint) {
        untold.add(event);
        here = () -> checkpoint;
        tell(true);
    }

    private void tellNowAndThen() {
        if (System.nanoTime() - lastTold >= INTERVAL_NANOS) {
            tell(false);
        }
    }

    private void tell(boolean whole) {
        boolean wanted = line.tell(untold, whole);
        untold.clear();
        if (wanted && here != null) {
            line.send(here.get().bytes());
        }
        lastTold = System.nanoTime();
    }
}
