package inkling.compare.views.maps;

import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.Results.Seen;
import inkling.compare.views.maps.RunMaps.RunMap;
import inkling.maps.job.MapImages;
import inkling.maps.job.Projection;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.Optional;

/**
 * One run's map on the page; the template reads its methods as properties.
 *
 * @param map empty while it is being worked out
 */
record Panel(ComparedRun side, Optional<RunMap> map, String pointsUrl, String mapUrl) {
    private static final String NONE = "–";

    static Panel of(ComparedRuns runs, MapChoice choice, ComparedRun side, Optional<Seen<RunMap>> seen) {
        return new Panel(
                side,
                seen.map(Seen::value),
                choice.at(runs, MapChoice.PATH + "/points.bin")
                        .with("run", side.id())
                        .toString(),
                side.view("map")
                        .with("split", "test")
                        .with("layer", choice.layer().layer(side.run()))
                        .with("method", choice.method().id())
                        .toString());
    }

    /** Whether there is something to look at, or will be as soon as it is asked for. */
    boolean drawn() {
        return map.isEmpty() || map.get().drawn().isPresent();
    }

    private Optional<Projection> made() {
        return map.flatMap(RunMap::made);
    }

    /** How a map stands that is not there or not finished, as a sentence; empty otherwise. */
    public String said() {
        if (map.isEmpty()) {
            return "Being mapped …";
        }
        if (made().isEmpty()) {
            return drawn() ? "" : "No such map yet.";
        }
        return switch (made().get().status()) {
            case QUEUED -> "Waits until the processor is free.";
            case RUNNING -> "Being made …";
            case STOPPED -> Text.of("Stopped at iteration %,d.", made().get().iteration());
            case FAILED -> made().get().failure().orElse("It failed.");
            case FINISHED -> "";
        };
    }

    /** What is said of how far the map can be believed. */
    public String figure() {
        return figure("%s of the variance", "divergence %s");
    }

    /** The same as a number alone. */
    public String number() {
        return figure("%s", "%s");
    }

    private String figure(String variance, String divergence) {
        Optional<String> explained = map.flatMap(RunMap::explained)
                .map(each -> Text.of(variance, Figures.percent(each.first() + each.second())));
        return explained
                .or(() -> made().flatMap(Projection::kl).map(kl -> Text.of(divergence, Figures.loss(kl))))
                .orElse(NONE);
    }

    public String points() {
        return images().map(images -> Figures.count(images.labels().length)).orElse(NONE);
    }

    /** How many of the map's images the run reads wrongly. */
    public String wrong() {
        return images().map(images -> {
                    int wrong = 0;
                    for (int i = 0; i < images.labels().length; i++) {
                        wrong += images.labels()[i] == images.predicted()[i] ? 0 : 1;
                    }
                    return Figures.count(wrong);
                })
                .orElse(NONE);
    }

    private Optional<MapImages> images() {
        return map.flatMap(RunMap::drawn).map(drawn -> drawn.images());
    }

    /** What the browser draws it from. */
    PanelJson json() {
        return new PanelJson(
                side.id(),
                side.run().name(),
                side.head().colour(),
                side.at(),
                pointsUrl,
                drawn(),
                made().filter(map -> map.status().active()).isPresent(),
                made().map(Projection::id).orElse(0L),
                said(),
                figure());
    }

    record PanelJson(
            long run,
            String name,
            long colour,
            int epoch,
            String pointsUrl,
            boolean drawn,
            boolean active,
            long map,
            String said,
            String figure) {}
}
