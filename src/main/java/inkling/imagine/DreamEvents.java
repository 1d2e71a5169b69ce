package inkling.imagine;

import inkling.http.Event;
import inkling.http.EventHub;
import inkling.http.UserError;
import inkling.text.Text;
import inkling.worker.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final Map<Long, Glimpse> glimpses = new ConcurrentHashMap<>();

    /** What a running dream shows just now. */
    public record Glimpse(Progress progress, Vision vision) {}

    public DreamEvents(EventHub hub, DreamRepository dreams) {
        this.hub = hub;
        this.dreams = dreams;
        hub.channel("dream", dream -> new EventHub.Feed(Set.of(topic(dream)), after -> replay(dream, seen(after))));
    }

    /** What a dream shows just now; empty unless it is running and has a picture. */
    public Optional<Glimpse> glimpse(long dream) {
        return Optional.ofNullable(glimpses.get(dream));
    }

    /** It is stored as it is told here. */
    void onDream(Dream dream) {
        hub.publish(topic(dream.id()), status(dream));
        if (!dream.status().active()) {
            glimpses.remove(dream.id());
        }
    }

    void onGlimpse(Dream dream, Glimpse now) {
        glimpses.put(dream.id(), now);
        if (hub.hasListeners(topic(dream.id()))) {
            hub.publish(topic(dream.id()), progress(dream, now));
        }
    }

    private static int seen(Optional<String> after) {
        try {
            return after.map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException e) {
            throw new UserError.InvalidInput("after", "after must be the id of an event such as 3, was " + after.get());
        }
    }

    private EventHub.Replay replay(long id, int seen) {
        Dream dream = dreams.find(id)
                .orElseThrow(() -> new UserError.NotFound(Text.of("There is no imagined picture %d.", id)));
        List<Event> events = new ArrayList<>();
        glimpse(id).ifPresent(now -> events.add(progress(dream, now)));
        if (dream.revision() > seen) {
            events.add(status(dream));
        }
        return new EventHub.Replay(
                events,
                event -> event.id().isPresent() && Integer.parseInt(event.id().get()) <= dream.revision());
    }

    private static Event status(Dream dream) {
        return Event.kept(
                "status", String.valueOf(dream.revision()), Map.of("dream", dream.id(), "status", dream.status()));
    }

    private static Event progress(Dream dream, Glimpse now) {
        Map<String, Object> json = new LinkedHashMap<>(vision(dream, now.vision()));
        json.put("share", now.progress().share());
        json.put("per_second", now.progress().perSecond());
        json.put("seconds_left", now.progress().left().map(Duration::toMillis).map(millis -> millis / 1000.0));
        return Event.passing("progress", json);
    }

    /** What a dream shows, as the page's script takes it. */
    public static Map<String, Object> vision(Dream dream, Vision vision) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", vision.done());
        json.put("total", dream.wish().total());
        json.put("digit", dream.wish().digit());
        json.put("picture", Picture.address(Picture.of(vision)));
        json.put("probabilities", vision.probabilities());
        json.put("curve", curve(vision));
        return json;
    }

    /** Pairs of a count and a log-odds, few enough to draw and to send; the last one is always there. */
    private static List<double[]> curve(Vision vision) {
        List<double[]> points = new ArrayList<>();
        int size = vision.curve().size();
        int stride = 1 + size / MOST_POINTS;
        for (int i = 0; i < size; i++) {
            if (i % stride == 0 || i == size - 1) {
                Vision.Point point = vision.curve().get(i);
                points.add(new double[] {point.done(), point.logOdds()});
            }
        }
        return points;
    }

    private static String topic(long dream) {
        return "dream " + dream;
    }
}
