package inkling.archive.runs;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a person made of a run.
 *
 * @param notes Markdown; empty if there are none
 * @param tags in order, each once
 * @param baseline whether the others are compared with this one
 * @param archivedAt when it was put away; empty if it was not
 * @param deletedAt when it was thrown away; empty if it was not
 */
public record Annotations(
        String notes, List<String> tags, boolean baseline, Optional<Instant> archivedAt, Optional<Instant> deletedAt) {
    /** The longest notes a run can have, in characters. */
    public static final int LONGEST_NOTES = 20_000;

    /** Of a run that nobody has touched. */
    public static final Annotations NOTHING = new Annotations("", List.of(), false, Optional.empty(), Optional.empty());

    public Annotations {
        tags = List.copyOf(tags);
    }

    /** The tags in a text that a person typed: blanks and commas part them, wherever tags are typed. */
    public static List<String> typedTags(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
