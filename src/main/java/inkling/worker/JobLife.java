package inkling.worker;

import inkling.database.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each step of a job's life: stored by compare-and-set, and then told to its kind. Used on any thread. */
final class JobLife {
    private static final Logger log = LoggerFactory.getLogger(JobLife.class);

    private final JobRepository jobs;
    private final Clock clock;
    private final Map<String, JobKind> kinds = new ConcurrentHashMap<>();

    JobLife(Database database, Clock clock) {
        this.jobs = new JobRepository(database);
        this.clock = clock;
    }

    void register(JobKind kind) {
        kinds.put(kind.id(), kind);
    }

    Collection<JobKind> kinds() {
        return kinds.values();
    }

    /** A kind that is gone from the program has nothing to say. */
    private JobKind kind(String id) {
        return kinds.getOrDefault(id, JobKind.UNKNOWN);
    }

    /** What came of a job that has ended, if there is anything to be said. */
    Optional<JobKind.Ended> ended(long id) {
        return jobs.find(id)
                .filter(job -> job.endedAt().isPresent())
                .flatMap(job -> kind(job.kind()).ended(job));
    }

    /** Marks what was going when an earlier process died as interrupted. */
    List<JobRecord> recover() {
        List<JobRecord> interrupted = new ArrayList<>();
        for (JobRecord job : jobs.running()) {
            Instant end = kind(job.kind()).lastSign(job).orElseGet(clock::instant);
            change(job.id(), new Outcome(JobStatus.INTERRUPTED), end).ifPresent(interrupted::add);
        }
        return interrupted;
    }

    /** Makes a job again that waited when an earlier process ended; one that is not to be done any more is cancelled. */
    Optional<JobKind.Submission> again(JobRecord job) {
        Optional<JobKind.Submission> again = kind(job.kind()).again(job);
        if (again.isEmpty()) {
            change(job.id(), new Outcome(JobStatus.CANCELLED), clock.instant());
        }
        return again;
    }

    /** Cancels those of some jobs that wait; returns whether there were any. */
    boolean cancelQueued(List<Long> ids) {
        List<JobRecord> cancelled = jobs.cancelQueued(ids, clock.instant());
        cancelled.forEach(this::changed);
        return !cancelled.isEmpty();
    }

    /**
     * Begins a job that has its device.
     *
     * @return empty if it was cancelled meanwhile, and must not run
     */
    Optional<JobRecord> start(QueuedJob queued) {
        JobKind kind = kind(queued.kind);
        return change(
                queued.id,
                new Outcome(JobStatus.RUNNING, Optional.empty(), handle -> kind.starting(handle, queued.id)),
                clock.instant());
    }

    /** Does a job that has begun on this thread, to its end. */
    void run(QueuedJob queued, JobRecord started) {
        JobKind kind = kind(started.kind());
        Outcome outcome = Outcome.of(queued, kind, started);
        try {
            change(queued.id, outcome, clock.instant());
        } catch (RuntimeException e) { // Its last results could not be written.
            change(queued.id, Outcome.failed(queued.job, kind, started, e), clock.instant());
        }
    }

    private Optional<JobRecord> change(long id, Outcome outcome, Instant now) {
        Optional<JobRecord> job = jobs.change(id, outcome.status(), outcome.failure(), now, outcome.results());
        job.ifPresent(this::changed);
        return job;
    }

    private void changed(JobRecord job) {
        try {
            kind(job.kind()).changed(job);
        } catch (RuntimeException e) {
            log.error("Job {} is {}, which could not be told", job.id(), job.status(), e);
        }
    }
}
