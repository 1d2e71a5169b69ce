package inkling.queue;

import inkling.text.Figures;
import inkling.worker.JobSource.Ended;
import org.jspecify.annotations.Nullable;

/** What came of a job, in the words of the page; the templates read its methods as properties. */
record EndedView(Ended ended) {
    /** Null where nobody knows. */
    public @Nullable String took() {
        return ended.took().map(took -> "took " + Figures.duration(took)).orElse(null);
    }
}
