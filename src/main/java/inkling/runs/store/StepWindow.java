package inkling.runs.store;

/**
 * The mean over a window of consecutive steps of one epoch.
 *
 * @param step the window's last step, counted from 1 and never reset within a run
 * @param epoch counted from 1
 * @param steps how many steps the means are over
 * @param loss mean cross-entropy
 * @param accuracy 0 to 1
 * @param seconds of training up to that step: the finished epochs' seconds, and the time since this epoch began
 */
public record StepWindow(long step, int epoch, int steps, double loss, double accuracy, double seconds) {}
