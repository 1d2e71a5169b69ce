package inkling.training;

/** How the learning rate moves over a run; {@link LearningRate} has the formulas. */
public enum Schedule implements Option {
    CONSTANT,
    /** A tenth of it after each third of the run. */
    STEP,
    /** Down to 0 along half a cosine. */
    COSINE,
    /** Up over three tenths of the run, then down to almost nothing. */
    ONE_CYCLE;

    @Override
    public String id() {
        return Option.super.id().replace('_', '-');
    }

    @Override
    public String title() {
        return id();
    }
}
