package inkling.queue;

import inkling.text.Figures;
import inkling.worker.JobKind.Ended;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a job, in the words of the page; the templates read its methods as properties. */
record EndedView(Ended ended) {
    public String title() {
        return ended.title();
    }

    public String url() {
        return ended.url();
    }

    /** Its name in style sheets ({@code id}) and on the page ({@code title}). */
    public Map<String, String> outcome() {
        String id = ended.outcome();
        return Map.of("id", id, "title", id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1));
    }

    /** When it ended, in ISO 8601. */
    public String at() {
        return ended.at().toString();
    }

    /** Null where nobody knows. */
    public @Nullable String took() {
        return ended.took().map(took -> "took " + Figures.duration(took)).orElse(null);
    }

    public @Nullable String failure() {
        return ended.failure().orElse(null);
    }

    public @Nullable String again() {
        return ended.again().orElse(null);
    }
}
