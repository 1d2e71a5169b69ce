package inkling.queue;

import inkling.text.Figures;
import inkling.worker.JobSource.Ended;
import inkling.worker.JobSource.Outcome;
import org.jspecify.annotations.Nullable;

/** What came of a job, in the words of the page; the templates read its methods as properties. */
record EndedView(Ended ended) {
    public String title() {
        return ended.title();
    }

    public String url() {
        return ended.url();
    }

    public Outcome outcome() {
        return ended.outcome();
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
