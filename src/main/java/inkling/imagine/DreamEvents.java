package inkling.imagine;

import inkling.analysis.pictures.Png;
import inkling.errors.UserError;
import inkling.http.Event;
import inkling.http.EventHub;
import inkling.http.Json.Flat;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.worker.JobStatus;
import inkling.worker.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells browsers what becomes of a dream, {@code dream=3} in a stream's address.
 *
 * <p>A status carries the dream's revision as its id; what it shows just now is passing, so the newest is all there is.
 */
public final class DreamEvents {
    private static final int MOST_POINTS = 400;

    private final EventHub hub;
    private final DreamRepository dreams;
    private final Map<Long, DreamProgress> latest = new ConcurrentHashMap<>();

    /** What a running dream shows just now. */
    public record DreamProgress(Progress progress, DreamState state) {}

    public DreamEvents(EventHub hub, DreamRepository dreams) {
        this.hub = hub;
        this.dreams = dreams;
        hub.channel(
                "dream",
                dream -> new EventHub.Feed(
                        Set.of(topic(dream)),
                        dreams.find(dream).map(Dream::url).orElse(""),
                        after -> replay(dream, seen(after))));
    }

    /** What a dream shows just now; empty unless it is running and has a picture. */
    public Optional<DreamProgress> progress(long dream) {
        return Optional.ofNullable(latest.get(dream));
    }

    /** It is stored as it is told here. */
    void onDream(Dream dream) {
        hub.publish(topic(dream.id()), status(dream));
        if (!dream.status().active()) {
            latest.remove(dream.id());
        }
    }

    void onProgress(Dream dream, DreamProgress now) {
        latest.put(dream.id(), now);
        if (hub.hasListeners(topic(dream.id()))) {
            hub.publish(topic(dream.id()), progress(dream, now));
        }
    }

    private static int seen(Optional<String> after) {
        String text = after.orElse("0");
        return Numbers.whole(text, 0, Integer.MAX_VALUE)
                .orElseThrow(() -> new UserError.InvalidInput(
                        "after", Text.wrong("after must be the id of an event such as 3", text)));
    }

    private EventHub.Replay replay(long id, int seen) {
        Dream dream = dreams.find(id)
                .orElseThrow(() -> new UserError.NotFound(Text.of("There is no imagined picture %d.", id)));
        List<Event> events = new ArrayList<>();
        progress(id).ifPresent(now -> events.add(progress(dream, now)));
        if (dream.job().revision() > seen) {
            events.add(status(dream));
        }
        return new EventHub.Replay(
                events,
                event -> event.id().isPresent()
                        && Integer.parseInt(event.id().get()) <= dream.job().revision());
    }

    private static Event status(Dream dream) {
        return Event.kept("status", String.valueOf(dream.job().revision()), new Status(dream.id(), dream.status()));
    }

    private record Status(long dream, JobStatus status) {}

    private static Event progress(Dream dream, DreamProgress now) {
        Progress progress = now.progress();
        return Event.passing(
                "progress",
                new ProgressJson(
                        new DreamJson(dream, now.state()), progress.share(), progress.perSecond(), progress.left()));
    }

    private record ProgressJson(
            @Flat DreamJson dream, double share, double perSecond, Optional<Duration> secondsLeft) {}

    /** What a dream shows, as the page's script takes it. */
    public record DreamJson(
            long done, long total, int label, String picture, double[] probabilities, List<double[]> curve) {
        public DreamJson(Dream dream, DreamState state) {
            this(
                    state.done(),
                    dream.request().total(),
                    dream.request().label(),
                    Png.address(Picture.of(state)),
                    state.probabilities(),
                    DreamEvents.curve(state));
        }
    }

    /** Pairs of a count and a log-odds, few enough to draw and to send; the last one is always there. */
    private static List<double[]> curve(DreamState state) {
        List<double[]> points = new ArrayList<>();
        int size = state.curve().size();
        int stride = 1 + size / MOST_POINTS;
        for (int i = 0; i < size; i++) {
            if (i % stride == 0 || i == size - 1) {
                DreamState.Point point = state.curve().get(i);
                points.add(new double[] {point.done(), point.logOdds()});
            }
        }
        return points;
    }

    private static String topic(long dream) {
        return "dream " + dream;
    }
}
