package inkling.runs.rates;

import inkling.archive.Background;
import inkling.archive.runs.RunRequest;
import inkling.database.Database;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.NotFound;
import inkling.network.Devices;
import inkling.runs.job.TrainingParts.DatasetSource;
import inkling.runs.rates.RateSearch.Found;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.worker.Job;
import inkling.worker.JobContext;
import inkling.worker.JobKind;
import inkling.worker.JobRecord;
import inkling.worker.JobRepository;
import inkling.worker.LiveJob;
import inkling.worker.Progress;
import inkling.worker.Worker;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * The searches for a learning rate of late. Each is a job of its device's queue, so that it never trains beside another
 * one; it belongs to no run, and what it finds is kept in memory alone. Used on any thread.
 */
final class RateSearches implements JobKind {
    private static final String ID = "learning-rate";
    private static final int KEPT = 20;
    private static final int MOST_WAITING = 8;

    private final DatasetSource datasets;
    private final Devices devices;
    private final Database database;
    private final Worker worker;
    private final Clock clock;
    private final Map<Long, Asked> asked = new LinkedHashMap<>();

    RateSearches(DatasetSource datasets, Devices devices, Database database, Worker worker, Clock clock) {
        this.datasets = datasets;
        this.devices = devices;
        this.database = database;
        this.worker = worker;
        this.clock = clock;
        worker.register(this);
    }

    /** A search that was asked for. */
    final class Asked implements Job {
        private final long id;
        private final Map<String, String> fields;
        private final RunRequest request;
        private final CompletableFuture<Found> found = new CompletableFuture<>();
        private volatile Progress progress = Progress.of("waiting");
        private volatile boolean cancelled;

        private Asked(long id, RunRequest request, Map<String, String> fields) {
            this.id = id;
            this.request = request;
            this.fields = fields;
        }

        long id() {
            return id;
        }

        /** What the form holds that asks for it. */
        Map<String, String> fields() {
            return fields;
        }

        @Override
        public String title() {
            return Text.of("Learning rate search %d", id);
        }

        @Override
        public String url() {
            return "/lr-find/" + id;
        }

        @Override
        public Consumer<Handle> run(JobContext context) {
            try {
                Optional<Found> all = search(now -> {
                            context.throwIfCancelled();
                            context.report(now);
                            progress = now;
                        })
                        .run();
                found.complete(all.orElseThrow(() -> new CancellationException("cancelled")));
                return DONE;
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                found.completeExceptionally(e); // It is said on the form as well, at the field.
                throw e;
            }
        }

        private RateSearch search(Consumer<Progress> listener) {
            return new RateSearch(request, datasets, devices, clock, listener);
        }

        public Progress progress() {
            return worker.job(id)
                    .filter(LiveJob::waits)
                    .map(waiting -> before(waiting.device()))
                    .orElse(progress);
        }

        /** What it waits for. */
        private Progress before(String device) {
            return worker.state().running().stream()
                    .filter(job -> job.device().equals(device))
                    .findFirst()
                    .map(job -> Progress.of(Text.of("waiting for “%s”, which trains on the same device", job.title())))
                    .orElse(progress);
        }

        /** How long it takes yet; empty as long as nobody knows. */
        public Optional<String> left() {
            return progress.left().map(Figures::duration);
        }

        /** Whether it was cancelled, here or in the queue. */
        public boolean cancelled() {
            return cancelled || worker.job(id).isEmpty() && !found.isDone();
        }

        void cancel() {
            cancelled = true;
            worker.cancel(id);
        }

        /**
         * What it found, if it is there in time and was not cancelled.
         *
         * @throws inkling.errors.UserError.InvalidInput at the field that is wrong
         */
        Optional<Found> await(Duration patience) {
            return cancelled() ? Optional.empty() : Background.await(found, System.nanoTime() + patience.toNanos());
        }
    }

    /**
     * Puts a search into the queue of its device.
     *
     * @throws inkling.errors.UserError.InvalidInput if there is no such device
     * @throws Conflict if too many wait already
     */
    synchronized Asked start(RunRequest request, Map<String, String> fields) {
        if (asked.values().stream()
                        .filter(each -> worker.job(each.id).isPresent())
                        .count()
                >= MOST_WAITING) {
            throw new Conflict(Text.of(
                    "%d searches for a learning rate are waiting already; cancel one, or wait for them.",
                    MOST_WAITING));
        }
        JobRepository.New job =
                new JobRepository.New(ID, ID, request.askedBy(), RateSearch.device(devices, request), 1);
        long id = database.jdbi()
                .inTransaction(handle ->
                        JobRepository.add(handle, List.of(job), clock.instant()).get(0));
        Asked now = new Asked(id, request, fields);
        asked.put(id, now);
        asked.keySet().stream().limit(Math.max(0, asked.size() - KEPT)).toList().forEach(asked::remove);
        worker.submit(id, now);
        return now;
    }

    /** @throws NotFound if it is none of late */
    synchronized Asked get(long id) {
        return Optional.ofNullable(asked.get(id))
                .orElseThrow(
                        () -> new NotFound(Text.of("There is no search %d for a learning rate, or no longer.", id)));
    }

    @Override
    public String id() {
        return ID;
    }

    /** Nobody looks any more at what an earlier process was asked for. */
    @Override
    public Optional<Submission> again(JobRecord job) {
        return Optional.empty();
    }

    @Override
    public String noun() {
        return "the search";
    }

    @Override
    public synchronized Optional<Ended> ended(JobRecord job) {
        return Optional.ofNullable(asked.get(job.id()))
                .map(search -> new Ended(job, search.title(), search.url(), Optional.empty()));
    }
}
