package inkling.runlist.filter;

import static inkling.runlist.filter.Field.Group.BEST;
import static inkling.runlist.filter.Field.Group.LAST;
import static inkling.runlist.filter.Field.Group.RESULT;
import static inkling.runlist.filter.Field.Group.RUN;
import static inkling.runlist.filter.Field.Group.SETTINGS;
import static inkling.runlist.filter.Field.Group.TEXTS;
import static inkling.runlist.filter.FieldType.DATASET;
import static inkling.runlist.filter.FieldType.DECIMAL;
import static inkling.runlist.filter.FieldType.MOMENT;
import static inkling.runlist.filter.FieldType.SECONDS;
import static inkling.runlist.filter.FieldType.SHARE;
import static inkling.runlist.filter.FieldType.SIZE;
import static inkling.runlist.filter.FieldType.TEXT;
import static inkling.runlist.filter.FieldType.TRUTH;
import static inkling.runlist.filter.FieldType.WHOLE;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.Imported;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.SettingColumns;
import inkling.dataset.DatasetRequest;
import inkling.dataset.augmentation.Augmentation;
import inkling.runs.RunFigure;
import inkling.runs.RunHead;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Metric;
import inkling.training.Setting;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run can be filtered and sorted by, and what its row can show, under the names that the form and the API use.
 *
 * @param id the name that is typed, such as {@code batch_size}
 * @param title what it is called on a page
 * @param sql what a query has it in
 * @param canBeMissing whether a run may have none, so that one can ask for {@code none}; texts have that word as any other
 * @param text what a run's row shows at a moment; empty where the run has none
 */
public record Field(
        Group group,
        String id,
        String title,
        FieldType kind,
        String sql,
        boolean canBeMissing,
        BiFunction<MeasuredRun, Instant, Optional<String>> text) {
    /** The one that a run got, once it has begun. */
    private static final String DEVICE =
            "case when coalesce(run.started_at, job.started_at) is null then run.requested_device else job.device end";

    /** What was usual for a run's images, where that was asked for, as the run itself has it. */
    private static final String AUGMENTATION = Text.of(
            "(case when run.augment <> '%s' or run.image_channels is null then run.augment"
                    + " when run.image_channels = 1 then '%s' else '%s' end)",
            Augmentation.USUAL, Augmentation.DIGITS, Augmentation.PHOTOS);

    /** The run itself, which has a place of its own in a row. */
    public static final Field NAME = has(TEXTS, "name", TEXT, "run.name", Run::name);

    public static final Field TAG = has(TEXTS, "tag", FieldType.TAG, "tag.name", run -> "");
    /** Whose it is; to be left out where no run has the name of anybody. */
    public static final Field BY =
            mayHave(RUN, "by", TEXT, "run.asked_by", Run::askedBy).titled("started by");

    public static final Field STATUS = has(
            RUN, "status", FieldType.STATUS, "job.status", run -> run.status().title());
    public static final Field CREATED = has(RUN, "created", MOMENT, "run.created_at", Run::createdAt);
    public static final Field TOOK = new Field(
            RUN,
            RunFigure.TOOK.id(),
            RunFigure.TOOK.words(),
            SECONDS,
            "job.seconds + run.seconds_before",
            true,
            (of, now) ->
                    of.run().trainingTime().took(of.run().endedAt().orElse(now)).map(Figures::duration));

    private static final List<Field> ALL = Stream.of(
                    Stream.of(
                            has(RUN, "id", WHOLE, "run.id", Run::id).titled("number"),
                            NAME,
                            has(TEXTS, "notes", TEXT, "run.notes", run -> ""),
                            TAG,
                            STATUS,
                            has(RUN, "dataset", DATASET, "coalesce(run.dataset, run.requested_dataset)", Field::dataset)
                                    .titled("data set"),
                            mayHave(
                                            RUN,
                                            "data_version",
                                            TEXT,
                                            "(select data_version.name from data_version where data_version.id = run.version_id)",
                                            run -> run.request()
                                                    .data()
                                                    .version()
                                                    .map(DatasetRequest.Version::name))
                                    .titled("corrections"),
                            has(RUN, "device", TEXT, DEVICE, Field::device),
                            BY,
                            mayHave(RUN, "sweep", WHOLE, "run.sweep_id", Run::sweep),
                            mayHave(
                                            RUN,
                                            "space",
                                            SIZE,
                                            "run.file_bytes",
                                            run -> run.fileBytes().map(Figures::bytes))
                                    .titled("space taken"),
                            mayHave(
                                            RUN,
                                            "imported",
                                            TEXT,
                                            "regexp_replace(run.imported_file, '.*[/\\\\]', '')",
                                            run -> run.request().imported().map(Imported::fileName))
                                    .titled("imported from"),
                            has(TEXTS, "baseline", TRUTH, "run.baseline", run -> ""),
                            has(TEXTS, "failure", TEXT, "job.failure", run -> "")
                                    .titled("why it failed")),
                    Arrays.stream(Setting.values()).map(Field::of),
                    Stream.of(mayHave(
                            SETTINGS,
                            "parameters",
                            WHOLE,
                            "run.parameters",
                            run -> run.parameters().map(Figures::count))),
                    figures(RESULT, RunFigure.At.TEST),
                    Stream.of(mayHave(
                            BEST,
                            "best_epoch",
                            WHOLE,
                            "run.best_epoch",
                            run -> run.bestEpoch().map(Figures::count))),
                    figures(BEST, RunFigure.At.BEST),
                    Stream.of(new Field(
                            LAST, "last_epoch", "epochs done", WHOLE, "run.last_epoch", false, Field::epochs)),
                    figures(LAST, RunFigure.At.LAST),
                    Stream.of(
                            CREATED,
                            mayHave(RUN, "started", MOMENT, "coalesce(run.started_at, job.started_at)", Run::startedAt),
                            mayHave(RUN, "ended", MOMENT, "job.ended_at", Run::endedAt),
                            TOOK))
            .flatMap(fields -> fields)
            .toList();

    /** What belongs together where fields are offered. */
    public enum Group {
        RUN("Run"),
        RESULT("Result"),
        BEST("Best epoch"),
        LAST("Last epoch"),
        SETTINGS("Settings"),
        TEXTS("Texts and marks");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private static String dataset(Run run) {
        return new RunHead(run).datasetTitle();
    }

    private static String device(Run run) {
        return run.device().orElse(run.request().device());
    }

    private static Optional<String> epochs(MeasuredRun of, Instant now) {
        return Optional.of(
                Text.of("%d of %d", of.epochsDone(), of.run().hyperparameters().epochs()));
    }

    private static Field has(Group group, String id, FieldType kind, String sql, Function<Run, Object> value) {
        return new Field(
                group,
                id,
                id,
                kind,
                sql,
                false,
                (of, now) -> Optional.of(value.apply(of.run()).toString()));
    }

    private static <T> Field mayHave(
            Group group, String id, FieldType kind, String sql, Function<Run, Optional<T>> value) {
        return new Field(
                group,
                id,
                id.replace('_', ' '),
                kind,
                sql,
                true,
                (of, now) -> value.apply(of.run()).map(Object::toString));
    }

    private Field titled(String other) {
        return new Field(group, id, other, kind, sql, canBeMissing, text);
    }

    private static Field of(Setting setting) {
        FieldType kind = switch (setting.shape()) {
            case WHOLE, LONG -> WHOLE;
            case DECIMAL -> DECIMAL;
            case SHARE -> SHARE;
            case TRUTH -> TRUTH;
            case CHOICE -> FieldType.OPTION;
            case AUGMENTATION, LAYERS -> FieldType.WRITTEN;
        };
        return new Field(
                SETTINGS,
                setting.id(),
                setting.words(),
                kind,
                setting == Setting.AUGMENT ? AUGMENTATION : "run." + SettingColumns.of(setting),
                false,
                (of, now) -> Optional.of(
                                setting.show(of.run().hyperparameters().values().get(setting)))
                        .filter(any -> !of.run().isOnlyTested() || !setting.ofTraining()));
    }

    private static Stream<Field> figures(Group group, RunFigure.At at) {
        return RunFigure.ALL.stream()
                .filter(figure -> figure.at() == at)
                .map(figure -> new Field(
                        group,
                        figure.id(),
                        figure.words(),
                        switch (figure.metric().unit()) {
                            case SHARE -> SHARE;
                            case LOSS -> DECIMAL;
                            case SECONDS -> SECONDS;
                        },
                        figure.metric() == Metric.MEAN_CORRUPTION_ERROR
                                ? RunRepository.CORRUPTION_ERROR
                                : "run." + figure.id(),
                        true,
                        (of, now) -> figure.value().apply(of).map(figure.metric()::text)));
    }

    /** All of them. */
    public static List<Field> values() {
        return ALL;
    }

    /** Those that are told of. */
    public static List<Field> values(boolean named) {
        return ALL.stream().filter(field -> named || field != BY).toList();
    }

    /**
     * The value that a text stands for, as a comparison has it.
     *
     * @throws IllegalArgumentException with what it must be, to follow "must be"
     */
    Object read(String text) {
        return switch (kind) {
            case OPTION -> FieldType.constant(Setting.of(id).orElseThrow().options(), text);
            case WRITTEN -> written(Setting.of(id).orElseThrow(), text);
            default -> kind.read(text);
        };
    }

    private static Object written(Setting setting, String text) {
        try {
            return setting.shape().write(setting.read(text));
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What to order the rows by: texts without regard to case; tags are in no order. */
    public String order(boolean descending) {
        return (kind == TEXT ? "lower(" + sql + ")" : sql) + (descending ? " desc nulls last" : " asc nulls last");
    }

    /** Whether some of these fields are of the job that did a run. */
    public static boolean needJobs(Collection<Field> fields) {
        return fields.stream().anyMatch(field -> field.sql().contains("job."));
    }

    /**
     * The field of a name; {@code valid_loss} alone is the best epoch's, by which a run is judged.
     *
     * @return empty if there is no such field
     */
    public static Optional<Field> of(String id) {
        return named(id).or(() -> named("best_" + id));
    }

    private static Optional<Field> named(String id) {
        return ALL.stream().filter(field -> field.id.equalsIgnoreCase(id)).findFirst();
    }

    /** The field that a person may have meant who typed something else. */
    static Optional<Field> closest(String typed) {
        String text = typed.toLowerCase(Locale.ROOT).replace('_', ' ');
        Optional<Field> named = ALL.stream()
                .filter(field -> text.length() >= 3
                        && (field.title.contains(text)
                                || field.id().replace('_', ' ').contains(text)))
                .findFirst();
        return named.or(() -> ALL.stream()
                .filter(field -> distance(field, text) <= Math.max(1, text.length() / 3))
                .min(Comparator.comparingInt(field -> distance(field, text))));
    }

    private static int distance(Field field, String text) {
        return distance(field.id().replace('_', ' '), text);
    }

    /** How many letters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
