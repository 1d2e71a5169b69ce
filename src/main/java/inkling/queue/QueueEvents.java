package inkling.queue;

import inkling.http.Event;
import inkling.http.EventHub;
import inkling.worker.JobKind.Ended;
import inkling.worker.LiveJob;
import inkling.worker.LiveJob.State;
import inkling.worker.QueueState;
import inkling.worker.Worker;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Tells every browser what runs and what is next, for the header of its page; passing: only how it stands now is told. */
public final class QueueEvents {
    /** The topic, and the type of the events. */
    private static final String JOBS = "jobs";

    /** As many may end between two events of a window that has little time. */
    private static final int KEPT = 10;

    private static final long INTERVAL_NANOS = 250_000_000;

    private final EventHub hub;
    private final Worker worker;
    private final Map<Long, State> states = new ConcurrentHashMap<>();
    /** The newest last. */
    private final Deque<EndedJson> ended = new ConcurrentLinkedDeque<>();

    private volatile long last;

    /** What runs, what is next, how many wait in all, and what came of the latest that ended. */
    private record Jobs(List<JobJson> jobs, int waiting, List<EndedJson> ended) {}

    /** A job that ran, what came of it, and why if it failed. */
    private record EndedJson(long id, String title, String url, String outcome, Optional<String> result) {
        EndedJson(long id, Ended job) {
            this(id, job.title(), job.url(), job.outcome(), job.failure().or(job::result));
        }
    }

    public QueueEvents(EventHub hub, Worker worker) {
        this.hub = hub;
        this.worker = worker;
        worker.addListener(this::onJob);
        hub.always(
                JOBS,
                new EventHub.Feed(Set.of(JOBS), "/queue", after -> new EventHub.Replay(List.of(event()), e -> false)));
    }

    private void onJob(LiveJob job) {
        boolean hasEnded = job.state() == State.ENDED;
        if (hasEnded) {
            keep(job.id());
        }
        State before = hasEnded ? states.remove(job.id()) : states.put(job.id(), job.state());
        long now = System.nanoTime();
        // A waiting job is told of when it comes and when it moves.
        if (before != job.state() || job.waits() || now - last >= INTERVAL_NANOS) {
            last = now;
            if (hub.hasListeners(JOBS)) {
                hub.publish(JOBS, event());
            }
        }
    }

    private void keep(long id) {
        worker.ended(id).ifPresent(job -> ended.add(new EndedJson(id, job)));
        while (ended.size() > KEPT) {
            ended.poll();
        }
    }

    private Event event() {
        QueueState state = worker.state();
        return Event.passing(
                JOBS, new Jobs(state.jobs().stream().map(JobJson::new).toList(), state.waiting(), List.copyOf(ended)));
    }
}
