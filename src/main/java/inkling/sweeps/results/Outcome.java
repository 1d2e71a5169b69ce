package inkling.sweeps.results;

import inkling.runs.pages.Metric;
import inkling.runs.store.RunStatus;
import inkling.sweeps.store.RunResult;
import inkling.training.Score;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the runs of a sweep are judged by, under the names that the filter of the list of runs has. */
public enum Outcome {
    TEST_ACCURACY(
            "Test accuracy", Metric.TEST_ACCURACY, result -> result.run().test().map(Score::accuracy)),
    TEST_LOSS("Test loss", Metric.TEST_LOSS, result -> result.run().test().map(Score::loss)),
    BEST_VALID_LOSS("Best valid. loss", Metric.VALID_LOSS, RunResult::bestValidLoss),
    BEST_VALID_ACCURACY("Best valid. accuracy", Metric.VALID_ACCURACY, RunResult::bestValidAccuracy),
    LAST_TRAIN_LOSS("Last train. loss", Metric.TRAIN_LOSS, RunResult::lastTrainLoss),
    TOOK("Took", Metric.TOTAL_SECONDS, result -> result.run().took().map(Outcome::seconds));

    private final String title;
    private final Metric metric;
    private final Function<RunResult, Optional<Double>> value;

    Outcome(String title, Metric metric, Function<RunResult, Optional<Double>> value) {
        this.title = title;
        this.metric = metric;
        this.value = value;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** Knows its unit, how it is written and which way is better. */
    public Metric metric() {
        return metric;
    }

    /**
     * The value of a run that is finished. What ended before its time has none: it would stand beside those that had all
     * their epochs.
     */
    public Optional<Double> value(RunResult result) {
        return result.run().status() == RunStatus.FINISHED
                ? value.apply(result).filter(Double::isFinite)
                : Optional.empty();
    }
}
