package inkling.runs.rates;

import inkling.archive.Background;
import inkling.archive.runs.RunRequest;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.network.Devices;
import inkling.runs.job.TrainingParts.DatasetSource;
import inkling.runs.rates.RateSearch.Found;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The searches for a learning rate of late, which are done one after the other. Used on any thread. */
final class RateSearches {
    private static final int KEPT = 20;
    private static final int MOST_WAITING = 8;

    private final DatasetSource datasets;
    private final Devices devices;
    private final Background background;
    private final Clock clock;
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private CompletableFuture<?> before = CompletableFuture.completedFuture(null);
    private long last;

    /** @param background does the searches; closed by whoever made it */
    RateSearches(DatasetSource datasets, Devices devices, Background background, Clock clock) {
        this.datasets = datasets;
        this.devices = devices;
        this.background = background;
        this.clock = clock;
    }

    /** A search that was asked for. */
    final class Asked {
        private final long id;
        private final Map<String, String> fields;
        private final RateSearch search;
        private final CompletableFuture<Optional<Found>> found;
        private volatile Progress progress = Progress.of("waiting for the search before it");
        private volatile boolean cancelled;

        private Asked(long id, RunRequest request, Map<String, String> fields) {
            this.id = id;
            this.fields = fields;
            search = new RateSearch(request, datasets, devices, clock, now -> progress = now);
            found = before.handle((any, error) -> "")
                    .thenCompose(free -> background.ask(new Background.Key("learning rate " + id, 0, 0), search::run));
        }

        long id() {
            return id;
        }

        /** What the form holds that asks for it. */
        Map<String, String> fields() {
            return fields;
        }

        public Progress progress() {
            return progress;
        }

        /** How long it takes yet; empty as long as nobody knows. */
        public Optional<String> left() {
            return progress.left().map(Figures::duration);
        }

        public boolean cancelled() {
            return cancelled;
        }

        void cancel() {
            cancelled = true;
            search.cancel();
        }

        /**
         * What it found, if it is there in time and was not cancelled.
         *
         * @throws inkling.errors.UserError.InvalidInput at the field that is wrong
         */
        Optional<Found> await(Duration patience) {
            return cancelled
                    ? Optional.empty()
                    : Background.await(found, System.nanoTime() + patience.toNanos())
                            .flatMap(each -> each);
        }
    }

    /**
     * Begins to search.
     *
     * @throws Conflict if too many wait already
     */
    synchronized Asked start(RunRequest request, Map<String, String> fields) {
        if (asked.values().stream().filter(each -> !each.found.isDone()).count() >= MOST_WAITING) {
            throw new Conflict(Text.of(
                    "%d searches for a learning rate are waiting already; cancel one, or wait for them.",
                    MOST_WAITING));
        }
        Asked now = new Asked(++last, request, fields);
        before = now.found;
        asked.put(now.id, now);
        asked.remove(now.id - KEPT);
        return now;
    }

    /** @throws NotFound if it is none of late */
    synchronized Asked get(long id) {
        return Optional.ofNullable(asked.get(id))
                .orElseThrow(
                        () -> new NotFound(Text.of("There is no search %d for a learning rate, or no longer.", id)));
    }
}
