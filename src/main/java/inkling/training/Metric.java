package inkling.training;

import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs are judged by: what it is called, how it is written, and which way is better. Lists, filters,
 * comparisons, sweeps, files and the database read it here, in this order.
 */
public enum Metric implements Named {
    TEST_ACCURACY(Images.TEST, "accuracy", Unit.SHARE, Better.HIGHER, null, Score::accuracy),
    TEST_LOSS(Images.TEST, "loss", Unit.LOSS, Better.LOWER, null, Score::loss),
    VALID_LOSS(Images.VALID, "loss", Unit.LOSS, Better.LOWER, EpochMetrics::validLoss, null),
    VALID_ACCURACY(Images.VALID, "accuracy", Unit.SHARE, Better.HIGHER, EpochMetrics::validAccuracy, null),
    TRAIN_LOSS(Images.TRAIN, "loss", Unit.LOSS, Better.LOWER, EpochMetrics::trainLoss, null),
    TRAIN_ACCURACY(Images.TRAIN, "accuracy", Unit.SHARE, Better.HIGHER, EpochMetrics::trainAccuracy, null),
    /** Of the best epoch, once it is stress-tested. */
    MEAN_CORRUPTION_ERROR(Images.CORRUPTED, "mean corruption error", Unit.SHARE, Better.LOWER, null, null),
    /** The mean over a run's epochs. */
    EPOCH_SECONDS(Images.NONE, "time of an epoch", Unit.SECONDS, Better.LOWER, null, null),
    TOTAL_SECONDS(Images.NONE, "time in all", Unit.SECONDS, Better.LOWER, null, null);

    /** Which images it is measured on. */
    public enum Images {
        TEST("test ", "test "),
        VALID("validation ", "valid. "),
        TRAIN("training ", "train. "),
        /** The test images, under every corruption at every strength. */
        CORRUPTED("", ""),
        NONE("", "");

        private final String words;
        private final String brief;

        Images(String words, String brief) {
            this.words = words;
            this.brief = brief;
        }
    }

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

    private final Images images;
    private final String noun;
    private final Unit unit;
    private final Better better;
    private final @Nullable ToDoubleFunction<EpochMetrics> ofEpoch;
    private final @Nullable ToDoubleFunction<Score> ofTest;

    Metric(
            Images images,
            String noun,
            Unit unit,
            Better better,
            @Nullable ToDoubleFunction<EpochMetrics> ofEpoch,
            @Nullable ToDoubleFunction<Score> ofTest) {
        this.images = images;
        this.noun = noun;
        this.unit = unit;
        this.better = better;
        this.ofEpoch = ofEpoch;
        this.ofTest = ofTest;
    }

    /** What it is called where it stands alone: {@code Validation loss}. */
    public String title() {
        return Text.capitalised(images.words + noun);
    }

    /** What it is called where there is little room: {@code valid. loss}. */
    public String brief() {
        return images.brief + noun;
    }

    public Images images() {
        return images;
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

    /** Whether it is measured on the test images, as they are or corrupted. */
    public boolean ofTest() {
        return images == Images.TEST || images == Images.CORRUPTED;
    }

    /** What an epoch has of it; empty if epochs have none. */
    public Optional<Double> of(EpochMetrics epoch) {
        return Optional.ofNullable(ofEpoch).map(part -> part.applyAsDouble(epoch));
    }

    /** What a test has of it; empty if tests have none. */
    public Optional<Double> of(Score test) {
        return Optional.ofNullable(ofTest).map(part -> part.applyAsDouble(test));
    }

    /** Whether the first is better than the second; a number that is none is better than nothing. */
    public boolean isBetter(double value, double than) {
        return Double.isNaN(than) ? !Double.isNaN(value) : better == Better.LOWER ? value < than : value > than;
    }

    /** Whether two values read the same, so that neither is to be called better. */
    public boolean same(double one, double other) {
        return text(one).equals(text(other));
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
