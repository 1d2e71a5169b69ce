package inkling.maps;

import inkling.access.Visitor;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.deletion.Undo;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.maps.MapView.MapJson;
import inkling.maps.job.Aligned;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.runs.EpochRequest;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run's maps: the page, its points and neighbours, and what starts and stops a map. */
public final class MapPages {
    private final RunArchive archive;
    private final MapParts parts;
    private final Maps maps;
    private final Aligned aligned;
    private final Neighbourhoods neighbourhoods;

    public MapPages(MapParts parts, Maps maps) {
        this.archive = parts.archive();
        this.parts = parts;
        this.maps = maps;
        this.aligned = new Aligned(parts);
        this.neighbourhoods = new Neighbourhoods(parts);
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Optional<Projection> named = request.asked("map").map(id -> maps.get(request.run(), id));
        if (named.isPresent() && !says(request, named.get())) {
            // An address that says only which map, or something else besides.
            context.redirect(url(MapQuery.of(request.run(), named.get()), named.get()), HttpStatus.SEE_OTHER);
            return;
        }
        context.render("maps/page.html", model(request, Map.of(), Map.of()));
    }

    /** Whether an address says of a map what it is of; the scrubber may have gone on to another epoch of its series. */
    private static boolean says(EpochRequest request, Projection map) {
        return request.asked("epoch").isPresent() && MapQuery.of(request).shows(map, request.epoch());
    }

    private static String url(MapQuery query, Projection map) {
        return query.url() + (query.method() == Method.TSNE ? "&map=" + map.id() : "");
    }

    private Map<String, Object> model(EpochRequest request, Map<String, String> filled, Map<String, String> errors) {
        MapQuery query = MapQuery.of(request);
        int size = size(request.run(), query.split());
        Map<String, String> values = MapForm.defaults(size);
        request.asked("from")
                .map(id -> MapForm.fields(maps.get(request.run(), id).what()))
                .ifPresent(values::putAll);
        values.putAll(filled);
        Optional<Drawn> drawn = map(request, query).flatMap(aligned::of);
        Optional<Projection> map = map(request, query); // Only now is it known whether its file can be read.
        Map<String, Object> model = request.model();
        model.put("query", query);
        model.put("map", view(map));
        model.put("kept", kept(query, map));
        model.put("classNames", names(request.run()));
        model.put("classes", MapView.classes(drawn, names(request.run())));
        model.put("size", size);
        MapForm.remark(query.method(), size).ifPresent(remark -> model.put("remark", remark));
        model.put("choices", MapForm.choices(size, values.get("points")));
        model.put("values", values);
        model.put("errors", errors);
        model.put("kinds", query.kinds());
        model.put("layers", query.options());
        model.put("thinned", query.thinned());
        model.put("data", json(request));
        return model;
    }

    private @Nullable MapView view(Optional<Projection> map) {
        return map.map(each -> MapView.of(each, parts.files())).orElse(null);
    }

    /** The map that the address means: the one it names, else the newest of its kind. */
    private Optional<Projection> map(EpochRequest request, MapQuery query) {
        return request.asked("map")
                .map(id -> maps.get(request.run(), id))
                .filter(map -> query.shows(map, query.epoch()))
                .flatMap(map -> query.shows(map)
                        ? Optional.of(map)
                        : parts.repository().series(map.what()).stream()
                                .filter(query::shows)
                                .findFirst())
                .or(() -> parts.repository().of(request.run().id()).stream()
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

    public void json(Context context) {
        context.json(json(EpochRequest.of(archive, context)));
    }

    private record PageJson(
            long run,
            int epoch,
            ImageSplit split,
            String layer,
            Method method,
            List<String> names,
            Optional<MapJson> map,
            List<MapJson> series) {}

    private PageJson json(EpochRequest request) {
        MapQuery query = MapQuery.of(request);
        Optional<Projection> map = map(request, query);
        return new PageJson(
                request.run().id(),
                request.epoch(),
                query.split(),
                query.layer(),
                query.method(),
                request.run().data().map(TrainedOn::outputNames).orElse(List.of()),
                map.map(this::json),
                map.stream()
                        .flatMap(each -> parts.repository().series(each.what()).stream())
                        .map(this::json)
                        .toList());
    }

    private MapJson json(Projection map) {
        return MapView.of(map, parts.files()).json();
    }

    public void create(Context context) {
        Run run = EpochRequest.run(archive, context);
        Map<String, String> values = FormInput.body(context);
        MapQuery query = MapQuery.of(run, archive, values);
        Projection made;
        try {
            Projection.What what = MapForm.read(values, query, size(run, query.split()));
            Optional<String> askedBy = Visitor.of(context).name();
            made = query.method() == Method.PCA ? maps.pca(run, what, askedBy) : maps.tsne(what, askedBy);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            EpochRequest request = new EpochRequest(run, query.epoch(), archive.epochs(run), values);
            context.render("maps/page.html", model(request, values, e.messages()));
            return;
        }
        context.redirect(url(query, made), HttpStatus.SEE_OTHER);
    }

    public void points(Context context) {
        Projection map = named(context);
        Drawn drawn = aligned.of(map).orElseThrow(() -> new NotFound(Text.of("Map %d has no points.", map.id())));
        context.header("Cache-Control", "no-cache");
        context.contentType("application/octet-stream").result(PointBytes.of(drawn));
    }

    public void neighbours(Context context) {
        Projection map = named(context);
        String text = FormInput.query(context).getOrDefault("index", "");
        int index = Numbers.whole(text, 0, map.what().points() - 1)
                .orElseThrow(() -> new InvalidInput(
                        "index",
                        Text.of(
                                "index must be a whole number below %d, was %s",
                                map.what().points(), text)));
        List<Neighbourhoods.Neighbour> neighbours = neighbourhoods.of(map, index);
        context.json(Map.of("neighbours", neighbours));
    }

    public void stop(Context context) {
        act(context, maps::stop);
    }

    public void goOn(Context context) {
        act(context, map -> maps.goOn(map, Visitor.of(context).name()));
    }

    public void throughTime(Context context) {
        act(
                context,
                map -> maps.throughTime(
                        archive.run(map.what().run()), map, Visitor.of(context).name()));
    }

    public void delete(Context context) {
        Projection map = named(context);
        maps.delete(map);
        String page = MapQuery.of(archive.run(map.what().run()), map).url();
        context.redirect(Undo.saying(page, parts.repository().did(map.id())), HttpStatus.SEE_OTHER);
    }

    private void act(Context context, java.util.function.Consumer<Projection> action) {
        Projection map = named(context);
        action.accept(map);
        Run run = archive.run(map.what().run());
        context.redirect(url(MapQuery.of(run, map), map), HttpStatus.SEE_OTHER);
    }

    private Projection named(Context context) {
        return maps.get(EpochRequest.run(archive, context), context.pathParam("map"));
    }

    private static int size(Run run, ImageSplit split) {
        TrainedOn data = run.data().orElseThrow(() -> new NotFound(Text.of("Run %d has no images.", run.id())));
        return split == ImageSplit.TEST ? data.testImages() : data.trainImages();
    }

    private static List<String> names(Run run) {
        return run.data().map(TrainedOn::classNames).orElse(List.of());
    }
}
