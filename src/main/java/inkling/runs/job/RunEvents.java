package inkling.runs.job;

import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.http.Event;
import inkling.http.EventHub;
import inkling.training.DeadUnits;
import inkling.training.EpochMetrics;
import inkling.training.LayerNorms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells browsers what becomes of runs ({@code run=12} in a stream's address).
 *
 * <p>Events of a run carry a {@link Cursor} as their id and are replayed from the database, so a browser may come back
 * whenever it likes. Progress is passing: only how it stands now is told.
 */
public final class RunEvents implements RunListener {
    private static final int STEPS_AN_EVENT = 500;

    private final EventHub hub;
    private final MetricsRepository metrics;
    private final Map<Long, RunProgress> progress = new ConcurrentHashMap<>();

    public RunEvents(EventHub hub, MetricsRepository metrics) {
        this.hub = hub;
        this.metrics = metrics;
        hub.channel("run", run -> new EventHub.Feed(Set.of(topic(run)), Run.url(run), after -> replay(run, after)));
    }

    /** What a run is doing just now; empty unless it is running. */
    public Optional<RunProgress> progress(long run) {
        return Optional.ofNullable(progress.get(run));
    }

    @Override
    public void onSteps(long run, List<StepWindow> steps, List<LayerNorms> norms, Cursor cursor) {
        hub.publish(topic(run), stepsEvent(steps, norms, cursor));
    }

    @Override
    public void onEpoch(long run, EpochMetrics epoch, List<DeadUnits> units, int bestEpoch, Cursor cursor) {
        hub.publish(topic(run), epochEvent(epoch, units, bestEpoch, cursor));
    }

    @Override
    public void onRun(Run run, Cursor cursor) {
        if (!run.status().active()) {
            progress.remove(run.id());
        }
        hub.publish(topic(run.id()), statusEvent(run, cursor));
    }

    @Override
    public void onProgress(RunProgress now) {
        progress.put(now.run(), now);
        hub.publish(topic(now.run()), Event.passing("progress", now));
    }

    private EventHub.Replay replay(long run, Optional<String> after) {
        Cursor seen = after.map(RunEvents::cursor).orElse(Cursor.START);
        RunSnapshot missed = metrics.since(run, seen).orElseThrow(() -> Runs.notFound(run));
        return new EventHub.Replay(missedEvents(missed, seen), event -> covers(missed.cursor(), event));
    }

    /**
     * Reads up to where somebody has seen a run.
     *
     * @throws UserError.InvalidInput at {@code after} if it is no cursor
     */
    public static Cursor cursor(String text) {
        return Cursor.parse(text)
                .orElseThrow(() -> new UserError.InvalidInput(
                        "after", "after must be the id of an event such as 844-1-3, was " + text));
    }

    private List<Event> missedEvents(RunSnapshot missed, Cursor seen) {
        List<Event> events = new ArrayList<>();
        Cursor cursor = seen;
        // Of a step that was seen some may be told again; whoever listens takes each once.
        List<LayerNorms> norms = metrics.norms(missed.run().id(), seen.step());
        Map<Integer, List<DeadUnits>> units = metrics.deadUnits(missed.run().id(), seen.epoch()).stream()
                .collect(Collectors.groupingBy(DeadUnits::epoch));
        for (int from = 0; from < missed.steps().size(); from += STEPS_AN_EVENT) {
            int to = Math.min(from + STEPS_AN_EVENT, missed.steps().size());
            long before = cursor.step();
            long last = missed.steps().get(to - 1).step();
            cursor = cursor.and(new Cursor(last, 0, 0));
            events.add(stepsEvent(
                    missed.steps().subList(from, to),
                    norms.stream()
                            .filter(each -> each.step() > before && each.step() <= last)
                            .toList(),
                    cursor));
        }
        for (EpochMetrics epoch : missed.epochs()) {
            cursor = cursor.and(new Cursor(0, epoch.epoch(), 0));
            events.add(epochEvent(
                    epoch,
                    units.getOrDefault(epoch.epoch(), List.of()),
                    missed.run().bestEpoch().orElse(0),
                    cursor));
        }
        if (missed.run().revision() > seen.revision()) {
            events.add(statusEvent(missed.run(), cursor.and(missed.cursor())));
        }
        progress(missed.run().id()).ifPresent(now -> events.add(Event.passing("progress", now)));
        return events;
    }

    /** Whether the database had already told this event when it was asked. */
    private static boolean covers(Cursor told, Event event) {
        Optional<Cursor> cursor = event.id().flatMap(Cursor::parse);
        return cursor.isPresent()
                && switch (event.type()) {
                    case "steps" -> cursor.get().step() <= told.step();
                    case "epoch" -> cursor.get().epoch() <= told.epoch();
                    case "status" -> cursor.get().revision() <= told.revision();
                    default -> false;
                };
    }

    private static Event stepsEvent(List<StepWindow> steps, List<LayerNorms> norms, Cursor cursor) {
        return Event.kept("steps", cursor.toString(), new RunJson.Steps(steps, norms));
    }

    private static Event epochEvent(EpochMetrics epoch, List<DeadUnits> units, int bestEpoch, Cursor cursor) {
        return Event.kept("epoch", cursor.toString(), new RunJson.Epoch(epoch, units, bestEpoch));
    }

    private static Event statusEvent(Run run, Cursor cursor) {
        return Event.kept("status", cursor.toString(), new RunJson(run));
    }

    private static String topic(long run) {
        return "run " + run;
    }
}
