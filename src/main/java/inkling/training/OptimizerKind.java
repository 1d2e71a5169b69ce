package inkling.training;

/** The optimisers a run can choose, each with the defaults PyTorch gives it. */
public enum OptimizerKind implements Option {
    ADAM("Adam"),
    ADAMW("AdamW"),
    SGD("SGD"),
    RMSPROP("RMSprop"),
    ADAGRAD("Adagrad");

    private final String title;

    OptimizerKind(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
