package inkling.runlist;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.Run;
import inkling.runlist.filter.Field;
import inkling.runlist.filter.FieldType;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.time.Instant;
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
    static Cell of(Field field, MeasuredRun listed, Instant now) {
        Run run = listed.run();
        boolean goesOn = field == Field.TOOK
                && run.status() == JobStatus.RUNNING
                && run.trainingTime().secondsBefore() == 0;
        return new Cell(
                field,
                field.text().apply(listed, now).orElse(NONE),
                goesOn ? run.startedAt().map(Instant::toString).orElse(null) : null);
    }

    public boolean status() {
        return field == Field.STATUS;
    }

    public boolean moment() {
        return field.kind() == FieldType.MOMENT;
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
            case WHOLE, DECIMAL, SHARE, SECONDS, SIZE -> true;
            default -> false;
        };
    }

    /** The column's title as a card shows it. */
    public String title() {
        return Text.capitalised(field.title());
    }
}
