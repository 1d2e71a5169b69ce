package inkling.maps.job;

import inkling.http.Event;
import inkling.http.EventHub;
import inkling.http.UserError;
import inkling.http.WebServer;
import inkling.projection.Tsne;
import inkling.runs.job.RunEvents;
import inkling.runs.job.RunJson;
import inkling.text.Text;
import inkling.worker.Worker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells browsers how maps come along: {@code GET /runs/12/map/events?map=7}, which carries the queue as well.
 *
 * <p>An event {@code map} says that a map's row has changed; {@code positions} holds where a map's points are now. Both
 * are passing: who comes back waits for the next.
 */
public final class MapEvents implements WebServer.Routes {
    private final EventHub hub;
    private final Worker worker;

    public MapEvents(EventHub hub, Worker worker) {
        this.hub = hub;
        this.worker = worker;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/runs/{id}/map/events", this::open);
    }

    private void open(Context context) {
        long run = number("run", context.pathParam("id"));
        Optional<Long> map = Optional.ofNullable(context.queryParam("map")).map(text -> number("map", text));
        Set<String> topics = map.map(id -> Set.of(RunEvents.JOBS, mapsOf(run), positionsOf(id)))
                .orElse(Set.of(RunEvents.JOBS, mapsOf(run)));
        hub.open(context, topics, after -> replay(map));
    }

    private EventHub.Replay replay(Optional<Long> map) {
        List<Event> events = new ArrayList<>();
        events.add(Event.passing(RunEvents.JOBS, RunJson.jobs(worker.standing())));
        // Whatever changed while the page was on its way.
        map.ifPresent(id -> events.add(Event.passing("map", Map.of("map", id))));
        return new EventHub.Replay(events, event -> false);
    }

    private static long number(String name, String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new UserError.InvalidInput(name, Text.of("%s must be a number, was %s", name, text));
        }
        return Long.parseLong(text);
    }

    /** A map's row has changed. */
    void changed(Projection projection) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("map", projection.id());
        data.put("status", projection.status());
        hub.publish(mapsOf(projection.what().run()), Event.passing("map", data));
    }

    /** t-SNE has moved the points; the divergence takes as long as a step, so it is not worked out for nobody. */
    void moved(Projection projection, Tsne tsne) {
        if (!hub.hasListeners(positionsOf(projection.id()))) {
            return;
        }
        float[] positions = tsne.positions();
        Quantised quantised = Quantised.of(positions);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("map", projection.id());
        data.put("iteration", tsne.iteration());
        data.put("iterations", projection.what().search().orElseThrow().iterations());
        data.put("kl", tsne.klDivergence());
        data.put("bounds", quantised.bounds());
        data.put("positions", Base64.getEncoder().encodeToString(quantised.bytes()));
        hub.publish(positionsOf(projection.id()), Event.passing("positions", data));
    }

    private static String mapsOf(long run) {
        return "maps of run " + run;
    }

    private static String positionsOf(long map) {
        return "positions of map " + map;
    }
}
