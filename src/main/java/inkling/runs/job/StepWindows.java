package inkling.runs.job;

import inkling.archive.metrics.OpenWindow;
import inkling.archive.metrics.StepWindow;
import inkling.training.StepMetrics;
import java.util.ArrayList;
import java.util.List;

/** Thins steps: means over windows of equally many, so that a run of a million steps can be drawn at once. */
final class StepWindows {
    /** About how many windows a run has; epochs end windows early, so it may be one more an epoch. */
    static final int WINDOWS = 2_000;

    private final int width;
    private final List<StepWindow> full = new ArrayList<>();
    private int steps;
    private double loss;
    private double accuracy;
    private StepWindow last;

    /** @param totalSteps of the whole run */
    StepWindows(long totalSteps) {
        this(totalSteps, OpenWindow.EMPTY, new StepWindow(0, 0, 0, 0, 0, 0, 0));
    }

    /**
     * Goes on with a window that was not full.
     *
     * @param before what {@link #open()} gave; its steps are not stored
     * @param last which window ends if no step follows
     */
    StepWindows(long totalSteps, OpenWindow before, StepWindow last) {
        this.width = (int) Math.max(1, (totalSteps + WINDOWS - 1) / WINDOWS);
        steps = before.steps();
        loss = before.loss();
        accuracy = before.accuracy();
        this.last = last;
    }

    /** What has been added since the last window ended. */
    OpenWindow open() {
        return new OpenWindow(steps, loss, accuracy, last.learningRate());
    }

    /** @param seconds of training up to this step */
    void add(StepMetrics step, double seconds) {
        steps++;
        loss += step.loss();
        accuracy += step.accuracy();
        last = new StepWindow(
                step.step(), step.epoch(), steps, loss / steps, accuracy / steps, seconds, step.learningRate());
        if (steps >= width) {
            end();
        }
    }

    /** Ends the open window, whose steps the next one must not be mixed with. */
    void end() {
        if (steps > 0) {
            full.add(last);
        }
        steps = 0;
        loss = 0;
        accuracy = 0;
    }

    /** Takes out the windows that have ended. */
    List<StepWindow> take() {
        List<StepWindow> taken = List.copyOf(full);
        full.clear();
        return taken;
    }
}
