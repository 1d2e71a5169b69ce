package inkling.training;

/**
 * The learning rate of each step: a function of the step alone, so that there is nothing to keep for a run that resumes.
 * A schedule that moves does so from step to step, as a scheduler of {@code torch.optim.lr_scheduler} does that is
 * stepped after every batch.
 *
 * @param highest what the run was asked for
 * @param warmUp steps of warm-up, before which the schedule does not begin
 * @param steps of the whole run
 */
record LearningRate(Schedule schedule, double highest, long warmUp, long steps) {
    /** Of {@code LinearLR}, as torchvision's training scripts begin. */
    private static final double WARM_UP_START = 0.01;

    /** Of {@code StepLR}: its gamma, and into how many parts it cuts a run. */
    private static final double STEP_FACTOR = 0.1;

    private static final int STEP_PARTS = 3;

    /** The defaults of {@code OneCycleLR}. */
    private static final double CYCLE_RISE = 0.3;

    private static final double CYCLE_START = 1 / 25.0;
    private static final double CYCLE_END = CYCLE_START / 1e4;

    static LearningRate of(Hyperparameters settings, int stepsAnEpoch) {
        boolean warms = Setting.WARM_UP.heededBy(settings.values());
        return new LearningRate(
                settings.schedule(),
                settings.learningRate(),
                warms ? Math.round(settings.warmUp() * stepsAnEpoch) : 0,
                (long) settings.epochs() * stepsAnEpoch);
    }

    /** @param step counted from 1 */
    double at(long step) {
        long done = step - 1;
        return done < warmUp
                ? highest * (WARM_UP_START + (1 - WARM_UP_START) * done / warmUp)
                : scheduled(done - warmUp, Math.max(1, steps - warmUp));
    }

    /**
     * @param done steps before it, warm-up apart
     * @param all steps in all, warm-up apart
     */
    private double scheduled(long done, long all) {
        return switch (schedule) {
            case CONSTANT -> highest;
            case STEP -> highest * Math.pow(STEP_FACTOR, (double) (done / ((all + STEP_PARTS - 1) / STEP_PARTS)));
            case COSINE -> between(highest, 0, (double) done / all);
            case ONE_CYCLE -> oneCycle(done, all);
        };
    }

    /** Smith and Topin, "Super-convergence", 2018, in two phases; the momentum stays as it is ({@code cycle_momentum=False}). */
    private double oneCycle(long done, long all) {
        double top = CYCLE_RISE * all - 1;
        return done <= top && top > 0
                ? between(highest * CYCLE_START, highest, done / top)
                : between(highest, highest * CYCLE_END, (done - top) / (all - 1 - top));
    }

    /** Along half a cosine. */
    private static double between(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
    }
}
