package inkling.runs.store;

import java.time.Instant;
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
public record Kept(
        String notes, List<String> tags, boolean baseline, Optional<Instant> archivedAt, Optional<Instant> deletedAt) {
    /** Of a run that nobody has touched. */
    public static final Kept NOTHING = new Kept("", List.of(), false, Optional.empty(), Optional.empty());

    public Kept {
        tags = List.copyOf(tags);
    }
}
