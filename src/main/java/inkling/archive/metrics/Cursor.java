package inkling.archive.metrics;

import inkling.text.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a run somebody has seen; written as {@code <step>-<epoch>-<revision>}.
 *
 * @param step the last step whose metrics were seen
 * @param epoch the last epoch whose metrics were seen
 * @param revision the last revision of the run itself that was seen
 */
public record Cursor(long step, int epoch, int revision) {
    /** Nothing seen yet. */
    public static final Cursor START = new Cursor(0, 0, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,9})-(\\d{1,9})");

    /** @return empty if the text is no cursor */
    public static Optional<Cursor> parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        return parts.matches()
                ? Optional.of(new Cursor(
                        Long.parseLong(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3))))
                : Optional.empty();
    }

    /** What has been seen by somebody who has seen this and that. */
    public Cursor and(Cursor that) {
        return new Cursor(Math.max(step, that.step), Math.max(epoch, that.epoch), Math.max(revision, that.revision));
    }

    @Override
    public String toString() {
        return Text.of("%d-%d-%d", step, epoch, revision);
    }
}
