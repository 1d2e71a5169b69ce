package inkling.training;

/** The loss is no longer a number; the message is a sentence for the user with the step and what to try. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(long step, double loss, double learningRate) {
        super("Training diverged: the loss was %s at step %d. A learning rate below %s may help."
                .formatted(loss, step, learningRate));
    }
}
