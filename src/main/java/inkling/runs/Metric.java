package inkling.runs;

import inkling.archive.runs.Run;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Score;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Something that runs are judged by: what it is called, how it is written, and which way is better. */
public enum Metric {
    TEST_ACCURACY("Test accuracy", Unit.SHARE, Better.HIGHER, (run, epochs) -> tested(run, Score::accuracy)),
    TEST_LOSS("Test loss", Unit.LOSS, Better.LOWER, (run, epochs) -> tested(run, Score::loss)),
    VALID_LOSS("Validation loss", Unit.LOSS, Better.LOWER, EpochMetrics::validLoss),
    VALID_ACCURACY("Validation accuracy", Unit.SHARE, Better.HIGHER, EpochMetrics::validAccuracy),
    TRAIN_LOSS("Training loss", Unit.LOSS, Better.LOWER, EpochMetrics::trainLoss),
    TRAIN_ACCURACY("Training accuracy", Unit.SHARE, Better.HIGHER, EpochMetrics::trainAccuracy),
    EPOCH_SECONDS("Time of an epoch", Unit.SECONDS, Better.LOWER, (run, epochs) -> mean(epochs)),
    TOTAL_SECONDS("Time in all", Unit.SECONDS, Better.LOWER, (run, epochs) -> took(run));

    private final String title;
    private final Unit unit;
    private final Better better;
    private final @Nullable ToDoubleFunction<EpochMetrics> ofEpoch;
    private final BiFunction<Run, List<EpochMetrics>, Optional<Reading>> ofRun;

    /** Which of two values is better. */
    public enum Better {
        LOWER,
        HIGHER
    }

    /** What it is measured in. */
    public enum Unit {
        /** 0 to 1, written as a percentage; differences in percentage points. */
        SHARE,
        /** Cross-entropy. */
        LOSS,
        SECONDS
    }

    /**
     * One value of a run.
     *
     * @param epoch the one that had it; empty where it belongs to none
     */
    public record Reading(double value, Optional<Integer> epoch) {}

    Metric(String title, Unit unit, Better better, BiFunction<Run, List<EpochMetrics>, Optional<Reading>> ofRun) {
        this.title = title;
        this.unit = unit;
        this.better = better;
        this.ofEpoch = null;
        this.ofRun = ofRun;
    }

    Metric(String title, Unit unit, Better better, ToDoubleFunction<EpochMetrics> ofEpoch) {
        this.title = title;
        this.unit = unit;
        this.better = better;
        this.ofEpoch = ofEpoch;
        this.ofRun = (run, epochs) -> epochs.stream()
                .map(epoch -> new Reading(ofEpoch.applyAsDouble(epoch), Optional.of(epoch.epoch())))
                .reduce((best, next) -> isBetter(next.value(), best.value()) ? next : best);
    }

    private static Optional<Reading> tested(Run run, ToDoubleFunction<Score> part) {
        return run.test().map(score -> new Reading(part.applyAsDouble(score), run.bestEpoch()));
    }

    private static Optional<Reading> mean(List<EpochMetrics> epochs) {
        return epochs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading(
                        epochs.stream()
                                .mapToDouble(EpochMetrics::seconds)
                                .average()
                                .orElseThrow(),
                        Optional.empty()));
    }

    private static Optional<Reading> took(Run run) {
        return run.took().map(Duration::toMillis).map(millis -> new Reading(millis / 1000.0, Optional.empty()));
    }

    /** The name the API uses, such as {@code valid_loss}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    public Better better() {
        return better;
    }

    /** Whether each epoch has a value, so that the best one and the last one are two things. */
    public boolean byEpoch() {
        return ofEpoch != null;
    }

    /** Whether the first is better than the second; a number that is none is better than nothing. */
    public boolean isBetter(double value, double than) {
        return Double.isNaN(than) ? !Double.isNaN(value) : better == Better.LOWER ? value < than : value > than;
    }

    /** Whether two values read the same, so that neither is to be called better. */
    public boolean same(double one, double other) {
        return text(one).equals(text(other));
    }

    /**
     * The best value of a run, the first of several.
     *
     * @param epochs of this run, in order
     * @return empty if the run has no value (yet), or none that is a number
     */
    public Optional<Reading> best(Run run, List<EpochMetrics> epochs) {
        return ofRun.apply(run, epochs).filter(reading -> Double.isFinite(reading.value()));
    }

    /** The value after the last epoch; where epochs have none, the only one. */
    public Optional<Reading> last(Run run, List<EpochMetrics> epochs) {
        return byEpoch() ? best(run, epochs.subList(Math.max(0, epochs.size() - 1), epochs.size())) : best(run, epochs);
    }

    /** A value as the pages write it: {@code 97.91 %}, {@code 0.0630}, {@code 48 s}. */
    public String text(double value) {
        return switch (unit) {
            case SHARE -> Figures.percent(value);
            case LOSS -> Figures.loss(value);
            case SECONDS -> Figures.seconds(value);
        };
    }

    /** How far one value is from another, without a sign: {@code 0.12 pp}, {@code 0.0031}, {@code 2.0 s}. */
    public String distance(double difference) {
        double size = Math.abs(difference);
        return switch (unit) {
            case SHARE -> Text.of("%.2f\u2009pp", 100 * size);
            case LOSS ->
                size == 0 || size >= 0.00005
                        ? Text.of("%.4f", size)
                        : Text.of("%.1e", size).replace("e-0", "e-");
            case SECONDS -> size < 1 ? Text.of("%.2f s", size) : Figures.seconds(size);
        };
    }

    /** The same with its sign: {@code +0.12 pp}, {@code −0.0031}. */
    public String difference(double difference) {
        return (difference < 0 ? "−" : "+") + distance(difference);
    }
}
