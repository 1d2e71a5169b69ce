package inkling.archive.metrics;

/**
 * A window of steps that is not full.
 *
 * @param steps in it so far
 * @param loss the sum over these steps
 * @param accuracy likewise, each 0 to 1
 * @param learningRate of the last one
 */
public record OpenWindow(int steps, double loss, double accuracy, double learningRate) {
    /** Without a step. */
    public static final OpenWindow EMPTY = new OpenWindow(0, 0, 0, 0);

    /**
     * The window as it is if no step follows.
     *
     * @param step its last one
     * @param seconds of training up to that step
     */
    public StepWindow ended(long step, int epoch, double seconds) {
        return new StepWindow(step, epoch, steps, loss / steps, accuracy / steps, seconds, learningRate);
    }
}
