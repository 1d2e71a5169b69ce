package inkling.runlist.filter;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a run can be filtered and sorted by, under the names that the form and the API use. */
public enum Field {
    ID(Group.RUN, "number", FieldType.WHOLE, "run.id"),
    NAME(Group.TEXTS, "name", FieldType.TEXT, "run.name"),
    NOTES(Group.TEXTS, "notes", FieldType.TEXT, "run.notes"),
    TAG(Group.TEXTS, "tag", FieldType.TAG, "tag.name"),
    STATUS(Group.RUN, "status", FieldType.STATUS, "job.status"),
    DATASET(Group.RUN, "data set", FieldType.DATASET, "coalesce(run.dataset, run.requested_dataset)"),
    DEVICE(
            Group.RUN,
            "device",
            FieldType.TEXT,
            "case when coalesce(run.started_at, job.started_at) is null then run.requested_device else job.device end"),
    SWEEP(Group.RUN, "sweep", FieldType.WHOLE, "run.sweep_id"),
    BASELINE(Group.TEXTS, "baseline", FieldType.TRUTH, "run.baseline"),
    FAILURE(Group.TEXTS, "why it failed", FieldType.TEXT, "job.failure"),

    OPTIMIZER(Group.SETTINGS, "optimizer", FieldType.OPTIMIZER, "run.optimizer"),
    LR(Group.SETTINGS, "learning rate", FieldType.DECIMAL, "run.learning_rate"),
    MOMENTUM(Group.SETTINGS, "momentum", FieldType.DECIMAL, "run.momentum"),
    NESTEROV(Group.SETTINGS, "Nesterov", FieldType.TRUTH, "run.nesterov"),
    WEIGHT_DECAY(Group.SETTINGS, "weight decay", FieldType.DECIMAL, "run.weight_decay"),
    BATCH_SIZE(Group.SETTINGS, "batch size", FieldType.WHOLE, "run.batch_size"),
    EPOCHS(Group.SETTINGS, "epochs asked for", FieldType.WHOLE, "run.epochs"),
    HIDDEN(Group.SETTINGS, "hidden layers", FieldType.TEXT, "concat(run.hidden_1, ',', run.hidden_2)"),
    HIDDEN_1(Group.SETTINGS, "width of hidden layer 1", FieldType.WHOLE, "run.hidden_1"),
    HIDDEN_2(Group.SETTINGS, "width of hidden layer 2", FieldType.WHOLE, "run.hidden_2"),
    AUGMENT(Group.SETTINGS, "augmentation", FieldType.TRUTH, "run.augment"),
    SEED(Group.SETTINGS, "seed", FieldType.WHOLE, "run.seed"),
    VALIDATION_SHARE(Group.SETTINGS, "validation share", FieldType.SHARE, "run.validation_share"),

    TEST_ACCURACY(Group.RESULT, "test accuracy", FieldType.SHARE, "run.test_accuracy"),
    TEST_LOSS(Group.RESULT, "test loss", FieldType.DECIMAL, "run.test_loss"),
    BEST_EPOCH(Group.BEST, "best epoch", FieldType.WHOLE, "run.best_epoch"),
    BEST_VALID_LOSS(Group.BEST, "best valid. loss", FieldType.DECIMAL, "at_best.valid_loss"),
    BEST_VALID_ACCURACY(Group.BEST, "best valid. accuracy", FieldType.SHARE, "at_best.valid_accuracy"),
    BEST_TRAIN_LOSS(Group.BEST, "best train. loss", FieldType.DECIMAL, "at_best.train_loss"),
    BEST_TRAIN_ACCURACY(Group.BEST, "best train. accuracy", FieldType.SHARE, "at_best.train_accuracy"),
    LAST_EPOCH(Group.LAST, "epochs", FieldType.WHOLE, "run.last_epoch"),
    LAST_VALID_LOSS(Group.LAST, "last valid. loss", FieldType.DECIMAL, "at_last.valid_loss"),
    LAST_VALID_ACCURACY(Group.LAST, "last valid. accuracy", FieldType.SHARE, "at_last.valid_accuracy"),
    LAST_TRAIN_LOSS(Group.LAST, "last train. loss", FieldType.DECIMAL, "at_last.train_loss"),
    LAST_TRAIN_ACCURACY(Group.LAST, "last train. accuracy", FieldType.SHARE, "at_last.train_accuracy"),

    CREATED(Group.RUN, "created", FieldType.MOMENT, "run.created_at"),
    STARTED(Group.RUN, "started", FieldType.MOMENT, "coalesce(run.started_at, job.started_at)"),
    ENDED(Group.RUN, "ended", FieldType.MOMENT, "job.ended_at"),
    TOOK(
            Group.RUN,
            "took",
            FieldType.SECONDS,
            "extract(epoch from (job.ended_at - job.started_at)) + run.seconds_before");

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
    private final String title;
    private final FieldType kind;
    private final String sql;

    Field(Group group, String title, FieldType kind, String sql) {
        this.group = group;
        this.title = title;
        this.kind = kind;
        this.sql = sql;
    }

    /** The name that is typed, such as {@code batch_size}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
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

    /** Whether a run may have none, so that one can ask for {@code none}; texts have that word as any other. */
    boolean canBeMissing() {
        return switch (this) {
            case SWEEP, TEST_ACCURACY, TEST_LOSS, BEST_EPOCH, STARTED, ENDED, TOOK -> true;
            default -> sql.startsWith("at_");
        };
    }

    String sql() {
        return sql;
    }

    /** What to order the rows by: texts without regard to case, widths as numbers; tags are in no order. */
    public String order(boolean descending) {
        String direction = descending ? " desc nulls last" : " asc nulls last";
        if (this == HIDDEN) {
            return HIDDEN_1.sql + direction + ", " + HIDDEN_2.sql + direction;
        }
        return (kind == FieldType.TEXT ? "lower(" + sql + ")" : sql) + direction;
    }

    /** The table with the joins that these fields need. */
    public static String from(Iterable<Field> fields) {
        boolean best = false;
        boolean last = false;
        for (Field field : fields) {
            best |= field.sql.startsWith("at_best.");
            last |= field.sql.startsWith("at_last.");
        }
        return "from run join job on job.id = run.job_id" + (best ? AT_BEST : "") + (last ? AT_LAST : "");
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
        return Arrays.stream(values())
                .filter(field -> field.id().equalsIgnoreCase(id))
                .findFirst();
    }

    /** The field that a person may have meant who typed something else. */
    static Optional<Field> closest(String typed) {
        String text = typed.toLowerCase(Locale.ROOT).replace('_', ' ');
        Optional<Field> named = Arrays.stream(values())
                .filter(field -> text.length() >= 3
                        && (field.title.contains(text)
                                || field.id().replace('_', ' ').contains(text)))
                .findFirst();
        return named.or(() -> Arrays.stream(values())
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
