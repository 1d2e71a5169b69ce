package inkling.runs;

import inkling.archive.runs.Run;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person made of a run, in the words of its page; the templates read its methods as properties. */
record AnnotationsView(Run run) {
    public List<String> tags() {
        return run.annotations().tags();
    }

    public boolean baseline() {
        return run.annotations().baseline();
    }

    public boolean active() {
        return run.status().active();
    }

    /** When it was put away, in ISO 8601; null if it was not. */
    public @Nullable String archivedAt() {
        return run.annotations().archivedAt().map(Instant::toString).orElse(null);
    }

    /** The notes as safe HTML; null if there are none. */
    public @Nullable String notesHtml() {
        String notes = run.annotations().notes();
        return notes.isEmpty() ? null : Markdown.html(notes);
    }
}
