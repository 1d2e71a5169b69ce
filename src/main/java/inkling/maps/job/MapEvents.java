package inkling.maps.job;

import inkling.archive.runs.Run;
import inkling.http.Event;
import inkling.http.EventHub;
import inkling.projection.Tsne;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells browsers how maps come along; in a stream's address, {@code maps=12} are those of run 12, and {@code map=7} is one.
 *
 * <p>An event {@code map} says that a map's row has changed; {@code positions} holds where a map's points are now. Both
 * are passing: who comes back waits for the next.
 */
public final class MapEvents {
    private final EventHub hub;

    public MapEvents(EventHub hub, ProjectionRepository projections) {
        this.hub = hub;
        hub.channel(
                "maps", run -> new EventHub.Feed(Set.of(mapsOf(run)), Run.url(run), after -> EventHub.Replay.none()));
        // Whatever changed while the page was on its way.
        hub.channel(
                "map",
                map -> new EventHub.Feed(
                        Set.of(positionsOf(map)),
                        projections
                                .find(map)
                                .map(found -> Run.url(found.what().run()))
                                .orElse(""),
                        after -> new EventHub.Replay(
                                List.of(Event.passing("map", Map.of("map", map))), event -> false)));
    }

    /** A map's row has changed. */
    void changed(Projection projection) {
        Changed changed = new Changed(projection.id(), projection.status());
        hub.publish(mapsOf(projection.what().run()), Event.passing("map", changed));
    }

    private record Changed(long map, Projection.Status status) {}

    /**
     * t-SNE has moved the points; the divergence takes as long as a step, so it is not worked out for nobody.
     *
     * @param ground what the map is laid onto, as it will be when it is read from its file
     */
    void moved(Projection projection, Tsne tsne, Optional<float[]> ground) {
        if (!hub.hasListeners(positionsOf(projection.id()))) {
            return;
        }
        float[] own = tsne.positions();
        float[] positions = ground.map(points -> Aligned.onto(points, own)).orElse(own);
        Quantised quantised = Quantised.of(positions);
        Moved moved = new Moved(
                projection.id(),
                tsne.iteration(),
                projection.what().search().orElseThrow().iterations(),
                tsne.klDivergence(),
                quantised.bounds(),
                Base64.getEncoder().encodeToString(quantised.bytes()));
        hub.publish(positionsOf(projection.id()), Event.passing("positions", moved));
    }

    private record Moved(long map, int iteration, int iterations, double kl, float[] bounds, String positions) {}

    private static String mapsOf(long run) {
        return "maps of run " + run;
    }

    private static String positionsOf(long map) {
        return "positions of map " + map;
    }
}
