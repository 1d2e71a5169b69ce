package inkling.bench;

import inkling.training.Checkpoint;
import inkling.training.StepMetrics;
import inkling.training.TrainingObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** How fast a training goes, between one reading of its losses and the next; ends it once that is known. */
final class Pace implements TrainingObserver {
    private static final double WARM_UP_SECONDS = 1;
    private static final double SECONDS = 2.5;
    private static final int LEAST_READINGS = 3;

    private final int batch;
    private final long start = System.nanoTime();
    private final List<Double> readings = new ArrayList<>();
    private long last;
    private int images;
    private int done;

    /** @param batch images in a step */
    Pace(int batch) {
        this.batch = batch;
    }

    /** Its clock leaves out what lies between two epochs. */
    @Override
    public void onEpochStarted(int epoch, int steps, int images) {
        this.images = images;
        done = 0;
        last = System.nanoTime();
    }

    @Override
    public void onSteps(List<StepMetrics> steps, Supplier<Checkpoint> here) {
        long now = System.nanoTime();
        int before = done;
        done = Math.min(images, done + batch * steps.size());
        double seconds = (now - start) / 1e9;
        if (seconds > WARM_UP_SECONDS) {
            readings.add((done - before) * 1e9 / (now - last));
        }
        last = now;
        if (seconds > SECONDS && readings.size() >= LEAST_READINGS) {
            throw new CancellationException();
        }
    }

    /** The median of the readings after the warm-up. */
    double imagesPerSecond() {
        List<Double> sorted = readings.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
