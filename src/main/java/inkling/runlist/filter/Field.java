package inkling.runlist.filter;

import inkling.archive.runs.Run;
import inkling.archive.runs.SettingColumns;
import inkling.runs.RunHead;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.training.Shape;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a run can be filtered and sorted by, and what its row can show, under the names that the form and the API use. */
public final class Field {
    private static final Map<String, Field> ALL = new LinkedHashMap<>();

    public static final Field ID = always(Group.RUN, "id", "number", FieldType.WHOLE, "run.id", Run::id);
    public static final Field NAME = always(Group.TEXTS, "name", "name", FieldType.TEXT, "run.name", Run::name);
    public static final Field STATUS = always(
            Group.RUN,
            "status",
            "status",
            FieldType.STATUS,
            "run.status",
            run -> run.status().title());
    public static final Field TAG = always(Group.TEXTS, "tag", "tag", FieldType.TAG, "tag.name", run -> "");
    public static final Field TOOK;
    public static final Field CREATED;

    static {
        always(Group.TEXTS, "notes", "notes", FieldType.TEXT, "run.notes", run -> "");
        always(
                Group.RUN,
                "dataset",
                "data set",
                FieldType.DATASET,
                "coalesce(run.dataset, run.requested_dataset)",
                run -> new RunHead(run).datasetTitle());
        always(
                Group.RUN,
                "device",
                "device",
                FieldType.TEXT,
                "coalesce(run.device, run.requested_device)",
                run -> run.device().orElse(run.request().device()));
        some(
                Group.RUN,
                "sweep",
                "sweep",
                FieldType.WHOLE,
                "run.sweep_id",
                run -> run.sweep().map(String::valueOf));
        always(Group.TEXTS, "baseline", "baseline", FieldType.TRUTH, "run.baseline", run -> "");
        always(Group.TEXTS, "failure", "why it failed", FieldType.TEXT, "run.failure", run -> "");
        Arrays.stream(Setting.values()).forEach(Field::of);
        some(
                Group.RESULT,
                "test_accuracy",
                "test accuracy",
                FieldType.SHARE,
                "run.test_accuracy",
                run -> run.test().map(Score::accuracy).map(Figures::percent));
        some(
                Group.RESULT,
                "test_loss",
                "test loss",
                FieldType.DECIMAL,
                "run.test_loss",
                run -> run.test().map(Score::loss).map(Figures::loss));
        some(
                Group.BEST,
                "best_epoch",
                "best epoch",
                FieldType.WHOLE,
                "run.best_epoch",
                run -> run.bestEpoch().map(Figures::count));
        epochs("best_", Group.BEST, ListedRun::best);
        add(
                Group.LAST,
                "last_epoch",
                "epochs done",
                FieldType.WHOLE,
                List.of("run.last_epoch"),
                false,
                (listed, now) -> Optional.of(Text.of(
                        "%d of %d",
                        listed.epochsDone(), listed.run().hyperparameters().epochs())));
        epochs("last_", Group.LAST, ListedRun::last);
        CREATED = always(Group.RUN, "created", "created", FieldType.MOMENT, "run.created_at", Run::createdAt);
        some(
                Group.RUN,
                "started",
                "started",
                FieldType.MOMENT,
                "run.started_at",
                run -> run.startedAt().map(Instant::toString));
        some(
                Group.RUN,
                "ended",
                "ended",
                FieldType.MOMENT,
                "run.ended_at",
                run -> run.endedAt().map(Instant::toString));
        TOOK = add(
                Group.RUN,
                "took",
                "took",
                FieldType.SECONDS,
                List.of("extract(epoch from (run.ended_at - run.resumed_at)) + run.seconds_before"),
                true,
                (listed, now) -> listed.run()
                        .trainingTime()
                        .took(listed.run().endedAt().orElse(now))
                        .map(Figures::duration));
    }

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

    /** Where the fields of epochs come from: the best one and the last one, each by its key. */
    private static final String AT_BEST =
            " left join epoch at_best on at_best.run_id = run.id and at_best.epoch = run.best_epoch";

    private static final String AT_LAST =
            " left join epoch at_last on at_last.run_id = run.id and at_last.epoch = run.last_epoch";

    private final Group group;
    private final String id;
    private final String title;
    private final FieldType kind;
    private final List<String> columns;
    private final boolean canBeMissing;
    private final BiFunction<ListedRun, Instant, Optional<String>> text;

    private Field(
            Group group,
            String id,
            String title,
            FieldType kind,
            List<String> columns,
            boolean canBeMissing,
            BiFunction<ListedRun, Instant, Optional<String>> text) {
        this.group = group;
        this.id = id;
        this.title = title;
        this.kind = kind;
        this.columns = columns;
        this.canBeMissing = canBeMissing;
        this.text = text;
    }

    private static Field add(
            Group group,
            String id,
            String title,
            FieldType kind,
            List<String> columns,
            boolean canBeMissing,
            BiFunction<ListedRun, Instant, Optional<String>> text) {
        Field field = new Field(group, id, title, kind, columns, canBeMissing, text);
        ALL.put(id, field);
        return field;
    }

    /** What every run has. */
    private static Field always(
            Group group, String id, String title, FieldType kind, String sql, Function<Run, Object> value) {
        return add(
                group,
                id,
                title,
                kind,
                List.of(sql),
                false,
                (listed, now) -> Optional.of(value.apply(listed.run()).toString()));
    }

    /** What a run may have none of. */
    private static void some(
            Group group, String id, String title, FieldType kind, String sql, Function<Run, Optional<String>> text) {
        add(group, id, title, kind, List.of(sql), true, (listed, now) -> text.apply(listed.run()));
    }

    /** A setting, and each of its columns where there are several. */
    private static void of(Setting setting) {
        List<String> columns =
                SettingColumns.of(setting).stream().map("run."::concat).toList();
        add(
                Group.SETTINGS,
                setting.id(),
                setting.words(),
                kind(setting.shape()),
                columns,
                false,
                (listed, now) -> Optional.of(setting.shape()
                        .show(listed.run().hyperparameters().values().get(setting))));
        for (int i = 0; columns.size() > 1 && i < columns.size(); i++) {
            int layer = i;
            always(
                    Group.SETTINGS,
                    SettingColumns.of(setting).get(i),
                    "width of hidden layer " + (i + 1),
                    FieldType.WHOLE,
                    columns.get(i),
                    run -> Figures.count(run.hyperparameters().hidden().get(layer)));
        }
    }

    private static FieldType kind(Shape shape) {
        return switch (shape) {
            case WHOLE, SEED -> FieldType.WHOLE;
            case DECIMAL -> FieldType.DECIMAL;
            case SHARE -> FieldType.SHARE;
            case TRUTH -> FieldType.TRUTH;
            case OPTIMIZER -> FieldType.OPTIMIZER;
            case WIDTHS -> FieldType.TEXT;
        };
    }

    private static void epochs(String which, Group group, Function<ListedRun, Optional<EpochMetrics>> of) {
        epoch(which, "valid_loss", "valid. loss", FieldType.DECIMAL, group, of, EpochMetrics::validLoss);
        epoch(which, "valid_accuracy", "valid. accuracy", FieldType.SHARE, group, of, EpochMetrics::validAccuracy);
        epoch(which, "train_loss", "train. loss", FieldType.DECIMAL, group, of, EpochMetrics::trainLoss);
        epoch(which, "train_accuracy", "train. accuracy", FieldType.SHARE, group, of, EpochMetrics::trainAccuracy);
    }

    private static void epoch(
            String which,
            String name,
            String title,
            FieldType kind,
            Group group,
            Function<ListedRun, Optional<EpochMetrics>> of,
            ToDoubleFunction<EpochMetrics> metric) {
        Function<Double, String> write = kind == FieldType.SHARE ? Figures::percent : Figures::loss;
        add(
                group,
                which + name,
                which.replace('_', ' ') + title,
                kind,
                List.of("at_" + which.replace("_", ".") + name),
                true,
                (listed, now) -> of.apply(listed).map(metric::applyAsDouble).map(write));
    }

    /** All of them. */
    public static List<Field> values() {
        return List.copyOf(ALL.values());
    }

    /** The name that is typed, such as {@code batch_size}. */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return id;
    }

    /** What it is called on a page. */
    public String title() {
        return title;
    }

    public Group group() {
        return group;
    }

    public FieldType kind() {
        return kind;
    }

    /** What a run's row shows; empty where the run has none. */
    public Optional<String> text(ListedRun listed, Instant now) {
        return text.apply(listed, now);
    }

    /** Whether a run may have none, so that one can ask for {@code none}; texts have that word as any other. */
    boolean canBeMissing() {
        return canBeMissing;
    }

    String sql() {
        return columns.size() == 1 ? columns.get(0) : "concat(" + String.join(", ',', ", columns) + ")";
    }

    /** What to order the rows by: texts without regard to case, widths as numbers; tags are in no order. */
    public String order(boolean descending) {
        String by = kind == FieldType.TEXT && columns.size() == 1 ? "lower(%s)" : "%s";
        return columns.stream()
                .map(column -> by.replace("%s", column) + (descending ? " desc nulls last" : " asc nulls last"))
                .collect(Collectors.joining(", "));
    }

    /** The table with the joins that these fields need. */
    public static String from(Iterable<Field> fields) {
        boolean best = false;
        boolean last = false;
        for (Field field : fields) {
            best |= field.sql().startsWith("at_best.");
            last |= field.sql().startsWith("at_last.");
        }
        return "from run" + (best ? AT_BEST : "") + (last ? AT_LAST : "");
    }

    /**
     * The field of a name; {@code valid_loss} alone is the best epoch's, by which a run is judged.
     *
     * @return empty if there is no such field
     */
    public static Optional<Field> of(String id) {
        String name = id.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(ALL.get(name)).or(() -> Optional.ofNullable(ALL.get("best_" + name)));
    }

    /** The field that a person may have meant who typed something else. */
    static Optional<Field> closest(String typed) {
        String text = typed.toLowerCase(Locale.ROOT).replace('_', ' ');
        Optional<Field> named = ALL.values().stream()
                .filter(field -> text.length() >= 3
                        && (field.title.contains(text)
                                || field.id().replace('_', ' ').contains(text)))
                .findFirst();
        return named.or(() -> ALL.values().stream()
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
