package inkling.archive.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean over a window of consecutive steps of one epoch.
 *
 * @param step the window's last step, counted from 1 and never reset within a run
 * @param epoch counted from 1
 * @param steps how many steps the means are over
 * @param loss mean cross-entropy
 * @param accuracy 0 to 1
 * @param seconds of training up to that step: the finished epochs' seconds, and the time since this epoch began
 * @param learningRate that its last step's update was made with
 */
public record StepWindow(
        long step, int epoch, int steps, double loss, double accuracy, double seconds, double learningRate) {
    /**
     * The same steps in wider windows, each of equally many of these and none across the end of an epoch.
     *
     * @param windows in order
     * @param width how many become one, at least 1
     */
    public static List<StepWindow> widened(List<StepWindow> windows, int width) {
        List<StepWindow> wide = new ArrayList<>();
        int joined = 0;
        for (StepWindow next : windows) {
            int last = wide.size() - 1;
            if (joined % width == 0 || wide.get(last).epoch() != next.epoch()) {
                wide.add(next);
                joined = 1;
            } else {
                wide.set(last, wide.get(last).and(next));
                joined++;
            }
        }
        return wide;
    }

    private StepWindow and(StepWindow next) {
        int all = steps + next.steps;
        return new StepWindow(
                next.step,
                epoch,
                all,
                (steps * loss + next.steps * next.loss) / all,
                (steps * accuracy + next.steps * next.accuracy) / all,
                next.seconds,
                next.learningRate);
    }
}
