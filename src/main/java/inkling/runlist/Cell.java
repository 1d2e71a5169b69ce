package inkling.runlist;

import inkling.archive.runs.Run;
import inkling.runlist.filter.Field;
import inkling.runs.RunHead;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Score;
import inkling.worker.JobStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a column of a run's row; the templates read its methods as properties.
 *
 * @param field names the column
 * @param text what is read; of a moment in ISO 8601, which the browser puts into its own time zone
 * @param since when it began, where it is a time that goes on
 */
record Cell(Field field, String text, @Nullable String since) {
    private static final String NONE = "–";

    /** @param now the moment at which the page is made */
    static Cell of(Field field, ListedRun listed, Instant now) {
        Run run = listed.run();
        boolean goesOn = field == Field.TOOK
                && run.status() == JobStatus.RUNNING
                && run.trainingTime().secondsBefore() == 0;
        return new Cell(
                field,
                text(field, listed, now).orElse(NONE),
                goesOn ? run.startedAt().map(Instant::toString).orElse(null) : null);
    }

    public boolean status() {
        return field == Field.STATUS;
    }

    public boolean moment() {
        return field == Field.CREATED || field == Field.STARTED || field == Field.ENDED;
    }

    public boolean missing() {
        return text.equals(NONE);
    }

    /** Whether it is a number, which stands at its column's end. */
    public boolean number() {
        return isNumber(field);
    }

    static boolean isNumber(Field field) {
        return switch (field.kind()) {
            case WHOLE, DECIMAL, SHARE, SECONDS -> true;
            default -> false;
        };
    }

    /** The column's title as a card shows it. */
    public String title() {
        return capitalised(field.title());
    }

    static String capitalised(String title) {
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    private static Optional<String> text(Field field, ListedRun listed, Instant now) {
        Run run = listed.run();
        return switch (field) {
            case ID -> Optional.of(String.valueOf(run.id()));
            case STATUS -> Optional.of(run.status().title());
            case DATASET -> Optional.of(new RunHead(run).datasetTitle());
            case DEVICE -> run.device().or(() -> Optional.of(run.request().device()));
            case SWEEP -> run.sweep().map(String::valueOf);
            case CREATED -> Optional.of(run.createdAt().toString());
            case STARTED -> run.startedAt().map(Instant::toString);
            case ENDED -> run.endedAt().map(Instant::toString);
            case TOOK -> run.trainingTime().took(run.endedAt().orElse(now)).map(Figures::duration);
            case TEST_ACCURACY -> run.test().map(Score::accuracy).map(Figures::percent);
            case TEST_LOSS -> run.test().map(Score::loss).map(Figures::loss);
            case BEST_EPOCH -> run.bestEpoch().map(Figures::count);
            case BEST_VALID_LOSS -> loss(listed.best(), EpochMetrics::validLoss);
            case BEST_VALID_ACCURACY -> accuracy(listed.best(), EpochMetrics::validAccuracy);
            case BEST_TRAIN_LOSS -> loss(listed.best(), EpochMetrics::trainLoss);
            case BEST_TRAIN_ACCURACY -> accuracy(listed.best(), EpochMetrics::trainAccuracy);
            case LAST_EPOCH ->
                Optional.of(Text.of(
                        "%d of %d", listed.epochsDone(), run.hyperparameters().epochs()));
            case LAST_VALID_LOSS -> loss(listed.last(), EpochMetrics::validLoss);
            case LAST_VALID_ACCURACY -> accuracy(listed.last(), EpochMetrics::validAccuracy);
            case LAST_TRAIN_LOSS -> loss(listed.last(), EpochMetrics::trainLoss);
            case LAST_TRAIN_ACCURACY -> accuracy(listed.last(), EpochMetrics::trainAccuracy);
            default -> Optional.of(setting(field, run.hyperparameters()));
        };
    }

    private static Optional<String> loss(Optional<EpochMetrics> epoch, ToDoubleFunction<EpochMetrics> metric) {
        return epoch.map(metric::applyAsDouble).map(Figures::loss);
    }

    private static Optional<String> accuracy(Optional<EpochMetrics> epoch, ToDoubleFunction<EpochMetrics> metric) {
        return epoch.map(metric::applyAsDouble).map(Figures::percent);
    }

    private static String setting(Field field, Hyperparameters chosen) {
        return switch (field) {
            case OPTIMIZER -> chosen.optimizer().title();
            case LR -> Figures.plain(chosen.learningRate());
            case MOMENTUM -> Figures.plain(chosen.momentum());
            case NESTEROV -> yes(chosen.nesterov());
            case WEIGHT_DECAY -> Figures.plain(chosen.weightDecay());
            case BATCH_SIZE -> Figures.count(chosen.batchSize());
            case EPOCHS -> Figures.count(chosen.epochs());
            case HIDDEN -> chosen.hidden().get(0) + "–" + chosen.hidden().get(1);
            case HIDDEN_1 -> Figures.count(chosen.hidden().get(0));
            case HIDDEN_2 -> Figures.count(chosen.hidden().get(1));
            case AUGMENT -> yes(chosen.augment());
            case SEED -> String.valueOf(chosen.seed());
            case VALIDATION_SHARE -> Figures.plain(chosen.validationShare());
            default -> throw new IllegalArgumentException("there is no column " + field.id());
        };
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }
}
