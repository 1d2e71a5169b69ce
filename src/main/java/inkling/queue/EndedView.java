package inkling.queue;

import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.JobKind.Ended;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a job, in the words of the page; the templates read its methods as properties. */
record EndedView(Ended ended) {
    /** Its name in style sheets ({@code id}) and on the page ({@code title}). */
    public Map<String, String> outcome() {
        String id = ended.outcome();
        return Map.of("id", id, "title", Text.capitalised(id));
    }

    /** Null where nobody knows. */
    public @Nullable String took() {
        return ended.took().map(took -> "took " + Figures.duration(took)).orElse(null);
    }
}
