package inkling.sweeps;

import inkling.runs.Metric;
import inkling.training.Score;
import inkling.worker.JobStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the runs of a sweep came to, under the names that the filter of the list of runs has; first what they are judged
 * by. The test figures come after: a setting that is chosen by them is chosen on the test images.
 */
public enum Outcome {
    BEST_VALID_LOSS("Best valid. loss", Metric.VALID_LOSS, RunResult::bestValidLoss),
    BEST_VALID_ACCURACY("Best valid. accuracy", Metric.VALID_ACCURACY, RunResult::bestValidAccuracy),
    TEST_ACCURACY(
            "Test accuracy", Metric.TEST_ACCURACY, result -> result.run().test().map(Score::accuracy)),
    TEST_LOSS("Test loss", Metric.TEST_LOSS, result -> result.run().test().map(Score::loss)),
    LAST_TRAIN_LOSS("Last train. loss", Metric.TRAIN_LOSS, RunResult::lastTrainLoss),
    TOOK("Took", Metric.TOTAL_SECONDS, result -> result.run().took().map(Outcome::seconds));

    /** By which settings are ranked, and the best one is found. */
    public static final Outcome JUDGED_BY = BEST_VALID_LOSS;

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

    /** Whether it is measured on the test images, so that nothing is to be chosen by it. */
    public boolean onTest() {
        return this == TEST_ACCURACY || this == TEST_LOSS;
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
        return result.run().status() == JobStatus.FINISHED
                ? value.apply(result).filter(Double::isFinite)
                : Optional.empty();
    }
}
