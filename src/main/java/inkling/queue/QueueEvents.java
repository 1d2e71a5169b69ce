package inkling.queue;

import inkling.http.Event;
import inkling.http.EventHub;
import inkling.worker.LiveJob;
import inkling.worker.LiveJob.State;
import inkling.worker.QueueState;
import inkling.worker.Worker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells every browser what runs and what is next, for the header of its page; passing: only how it stands now is told. */
public final class QueueEvents {
    /** The topic, and the type of the events. */
    private static final String JOBS = "jobs";

    private static final long INTERVAL_NANOS = 250_000_000;

    private final EventHub hub;
    private final Worker worker;
    private final Map<Long, State> states = new ConcurrentHashMap<>();
    private volatile long last;

    /** What runs, what is next, and how many wait in all. */
    private record Jobs(List<JobJson> jobs, int waiting) {}

    public QueueEvents(EventHub hub, Worker worker) {
        this.hub = hub;
        this.worker = worker;
        worker.addListener(this::onJob);
        hub.always(JOBS, new EventHub.Feed(Set.of(JOBS), after -> new EventHub.Replay(List.of(event()), e -> false)));
    }

    private void onJob(LiveJob job) {
        boolean ended = job.state() == State.ENDED;
        State before = ended ? states.remove(job.id()) : states.put(job.id(), job.state());
        long now = System.nanoTime();
        // A waiting job is told of when it comes and when it moves.
        if (before != job.state() || job.waits() || now - last >= INTERVAL_NANOS) {
            last = now;
            if (hub.hasListeners(JOBS)) {
                hub.publish(JOBS, event());
            }
        }
    }

    private Event event() {
        QueueState state = worker.state();
        return Event.passing(
                JOBS, new Jobs(state.jobs().stream().map(JobJson::new).toList(), state.waiting()));
    }
}
