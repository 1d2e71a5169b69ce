package inkling.maps;

import inkling.http.FormInput;
import inkling.http.Json;
import inkling.http.UserError.InvalidInput;
import inkling.http.UserError.NotFound;
import inkling.http.WebServer.Routes;
import inkling.inspect.ImageSplit;
import inkling.inspect.RunArchive;
import inkling.inspect.Shown;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.runs.store.Run;
import inkling.runs.store.TrainedOn;
import inkling.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run's maps: the page, its points and neighbours, and what starts and stops a map. */
public final class MapPages implements Routes {
    private final RunArchive archive;
    private final MapParts parts;
    private final Maps maps;
    private final Aligned aligned;
    private final Neighbourhoods neighbourhoods;

    public MapPages(MapParts parts, Maps maps) {
        this.archive = parts.archive();
        this.parts = parts;
        this.maps = maps;
        this.aligned = new Aligned(maps, parts.files());
        this.neighbourhoods = new Neighbourhoods(parts);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/runs/{id}/map", this::page);
        routes.get(
                "/runs/{id}/map.json",
                context ->
                        context.contentType("application/json").result(Json.write(json(Shown.of(archive, context)))));
        routes.post("/runs/{id}/maps", this::create);
        routes.get("/runs/{id}/maps/{map}/points.bin", this::points);
        routes.get("/runs/{id}/maps/{map}/neighbours.json", this::neighbours);
        routes.post("/runs/{id}/maps/{map}/stop", context -> act(context, maps::stop));
        routes.post("/runs/{id}/maps/{map}/continue", context -> act(context, maps::goOn));
        routes.post(
                "/runs/{id}/maps/{map}/through-time",
                context -> act(
                        context, map -> maps.throughTime(archive.run(map.what().run()), map)));
        routes.post("/runs/{id}/maps/{map}/delete", this::delete);
    }

    private void page(Context context) {
        Shown shown = Shown.of(archive, context);
        Optional<Projection> named = shown.asked("map").map(id -> maps.get(shown.run(), id));
        if (named.isPresent() && !says(shown, named.get())) {
            // An address that says only which map, or something else besides.
            context.redirect(url(MapQuery.of(shown.run(), named.get()), named.get()), HttpStatus.SEE_OTHER);
            return;
        }
        context.render("maps/page.html", model(shown, Map.of(), Map.of()));
    }

    /** Whether an address says of a map what it is of; the scrubber may have gone on to another epoch of its series. */
    private static boolean says(Shown shown, Projection map) {
        return shown.asked("epoch").isPresent() && MapQuery.of(shown).shows(map, shown.epoch());
    }

    private static String url(MapQuery query, Projection map) {
        return query.url() + (query.method() == Method.TSNE ? "&map=" + map.id() : "");
    }

    private Map<String, Object> model(Shown shown, Map<String, String> filled, Map<String, String> errors) {
        MapQuery query = MapQuery.of(shown);
        int size = size(shown.run(), query.split());
        Map<String, String> values = MapForm.defaults(size);
        shown.asked("from")
                .map(id -> MapForm.fields(maps.get(shown.run(), id).what()))
                .ifPresent(values::putAll);
        values.putAll(filled);
        Optional<Projection> map = map(shown, query);
        Optional<Drawn> drawn = map.filter(parts.files()::exists).map(aligned::of);
        Map<String, Object> model = shown.model();
        model.put("query", query);
        model.put("map", view(map));
        model.put("kept", kept(query, map));
        model.put("classes", MapView.classes(drawn, names(shown.run())));
        model.put("size", size);
        model.put("choices", MapForm.choices(size, values.get("points")));
        model.put("values", values);
        model.put("errors", errors);
        model.put("kinds", query.kinds());
        model.put("data", json(shown));
        return model;
    }

    private @Nullable MapView view(Optional<Projection> map) {
        return map.map(each -> MapView.of(each, parts.files())).orElse(null);
    }

    /** The map that the address means: the one it names, else the newest of its kind. */
    private Optional<Projection> map(Shown shown, MapQuery query) {
        return shown.asked("map")
                .map(id -> maps.get(shown.run(), id))
                .filter(map -> query.shows(map, query.epoch()))
                .flatMap(map -> query.shows(map)
                        ? Optional.of(map)
                        : maps.series(map.what()).stream().filter(query::shows).findFirst())
                .or(() -> parts.repository().of(shown.run().id()).stream()
                        .filter(query::shows)
                        .findFirst());
    }

    /** The other t-SNE maps of the same points. */
    private List<MapView> kept(MapQuery query, Optional<Projection> map) {
        return parts.repository().of(query.run().id()).stream()
                .filter(query::shows)
                .filter(other ->
                        map.map(Projection::id).filter(id -> id == other.id()).isEmpty())
                .map(other -> MapView.of(other, parts.files()))
                .toList();
    }

    private Map<String, @Nullable Object> json(Shown shown) {
        MapQuery query = MapQuery.of(shown);
        Optional<Projection> map = map(shown, query);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run", shown.run().id());
        json.put("epoch", shown.epoch());
        json.put("split", query.split().id());
        json.put("layer", query.layer().id());
        json.put("method", query.method().id());
        json.put("names", names(shown.run()));
        json.put("map", map.map(each -> MapView.of(each, parts.files()).json()).orElse(null));
        json.put(
                "series",
                map.map(each -> maps.series(each.what()).stream()
                                .map(other -> MapView.of(other, parts.files()).json())
                                .toList())
                        .orElse(List.of()));
        return json;
    }

    private void create(Context context) {
        Run run = Shown.run(archive, context);
        Map<String, String> values = FormInput.body(context);
        MapQuery query = MapQuery.of(run, archive, values);
        Projection made;
        try {
            Projection.What what = MapForm.read(values, query, size(run, query.split()));
            made = query.method() == Method.PCA ? maps.pca(run, what) : maps.tsne(what);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            Shown shown = new Shown(run, query.epoch(), archive.epochs(run), values);
            context.render("maps/page.html", model(shown, values, e.messages()));
            return;
        }
        context.redirect(url(query, made), HttpStatus.SEE_OTHER);
    }

    private void points(Context context) {
        Projection map = named(context);
        if (!parts.files().exists(map)) {
            throw new NotFound(Text.of("Map %d has no points yet.", map.id()));
        }
        context.header("Cache-Control", "no-cache");
        context.contentType("application/octet-stream").result(PointBytes.of(aligned.of(map)));
    }

    private void neighbours(Context context) {
        Projection map = named(context);
        String text = Optional.ofNullable(context.queryParam("index")).orElse("");
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) >= map.what().points()) {
            throw new InvalidInput(
                    "index",
                    Text.of(
                            "index must be a whole number below %d, was %s",
                            map.what().points(), text));
        }
        List<Neighbourhoods.Neighbour> neighbours = neighbourhoods.of(map, Integer.parseInt(text));
        context.contentType("application/json").result(Json.write(Map.of("neighbours", neighbours)));
    }

    private void delete(Context context) {
        Projection map = named(context);
        maps.delete(map);
        context.redirect(MapQuery.of(archive.run(map.what().run()), map).url(), HttpStatus.SEE_OTHER);
    }

    private void act(Context context, java.util.function.Consumer<Projection> action) {
        Projection map = named(context);
        action.accept(map);
        Run run = archive.run(map.what().run());
        context.redirect(url(MapQuery.of(run, map), map), HttpStatus.SEE_OTHER);
    }

    private Projection named(Context context) {
        return maps.get(Shown.run(archive, context), context.pathParam("map"));
    }

    private static int size(Run run, ImageSplit split) {
        TrainedOn data = run.data().orElseThrow(() -> new NotFound(Text.of("Run %d has no images.", run.id())));
        return split == ImageSplit.TEST ? data.testImages() : data.trainImages();
    }

    private static List<String> names(Run run) {
        return run.data().map(TrainedOn::classNames).orElse(List.of());
    }
}
