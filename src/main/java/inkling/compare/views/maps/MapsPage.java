package inkling.compare.views.maps;

import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.compare.views.Background;
import inkling.compare.views.Choices;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.Results;
import inkling.compare.views.maps.Panel.PanelJson;
import inkling.compare.views.maps.RunMaps.RunMap;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.maps.MapForm;
import inkling.maps.MapForm.Wanted;
import inkling.maps.PointBytes;
import inkling.maps.job.Layer;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.network.Architecture;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Maps of several runs' test images, laid onto the baseline's; what is selected in one is selected in all. */
public final class MapsPage {
    private final RunArchive archive;
    private final RunMaps maps;
    private final Background background;

    /** @param background closed by whoever made it */
    public MapsPage(MapParts parts, Maps maps, Background background) {
        this.archive = parts.archive();
        this.maps = new RunMaps(parts, maps);
        this.background = background;
    }

    /** What a page shows: the runs with the baseline's images, and a panel for each. */
    private record Shown(MapChoice choice, Results<RunMap> results, List<Panel> panels) {}

    public void page(Context context) {
        context.render("compare/maps.html", model(context, Map.of(), Map.of()));
    }

    public void json(Context context) {
        context.json(json(shown(context)));
    }

    private Shown shown(Context context) {
        ComparedRuns sides = ComparedRuns.of(archive, context);
        MapChoice choice = choice(sides);
        Results<RunMap> results = background.look(choice.toString(), sides, side -> maps.of(side, choice));
        List<Panel> panels = Results.alike(results.sides()).stream()
                .map(side -> Panel.of(sides, choice, side, results.of(side)))
                .toList();
        return new Shown(choice, results, panels);
    }

    private MapChoice choice(ComparedRuns sides) {
        Layer layer = Choices.read(sides, "layer", Layer.H2);
        return MapChoice.of(sides, images(sides), mostUsed(Results.alike(sides), layer));
    }

    private static int images(ComparedRuns sides) {
        return sides.baseline()
                .flatMap(side -> side.run().data())
                .map(TrainedOn::testImages)
                .orElse(1);
    }

    /** The settings of t-SNE that most of the runs have a map of. */
    private Optional<Wanted> mostUsed(List<ComparedRun> sides, Layer layer) {
        return counted(sides, layer).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private Map<Wanted, Long> counted(List<ComparedRun> sides, Layer layer) {
        return maps.tsnes(sides, layer).stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
    }

    private Map<String, Object> model(Context context, Map<String, String> filled, Map<String, String> errors) {
        Shown shown = shown(context);
        ComparedRuns sides = shown.results().sides();
        int images = images(sides);
        Map<String, String> values = MapForm.defaults(images);
        values.putAll(filled);
        Map<String, Object> model = sides.model(MapChoice.PATH);
        model.put("looked", shown.results());
        model.put("address", context.path() + "?" + context.queryString());
        model.put("mapTitle", shown.choice().title());
        model.put("tsne", shown.choice().tsne().map(MapChoice::title).orElse(""));
        model.put("panels", shown.panels());
        model.put(
                "missing",
                shown.panels().stream().filter(panel -> !panel.drawn()).count());
        model.put("switches", switches(sides, shown.choice()));
        model.put("kept", kept(sides, shown.choice()));
        MapForm.remark(Method.TSNE, images).ifPresent(remark -> model.put("remark", remark));
        model.put("choices", MapForm.choices(images, values.get("points")));
        model.put("values", values);
        model.put("errors", errors);
        model.put(
                "action",
                shown.choice().with(Method.TSNE).at(sides, MapChoice.PATH).toString());
        model.put("data", json(shown));
        model.put("classNames", classNames(shown));
        return model;
    }

    private static List<Choices.Switch> switches(ComparedRuns sides, MapChoice choice) {
        return List.of(
                new Choices.Switch(
                        "Representation", options(Layer.values(), Layer::title, sides, choice.layer(), choice::with)),
                new Choices.Switch(
                        "Method", options(Method.values(), Method::title, sides, choice.method(), choice::with)));
    }

    private static <E> List<ComparedRuns.Option> options(
            E[] all, Function<E, String> title, ComparedRuns sides, E chosen, Function<E, MapChoice> with) {
        return Stream.of(all)
                .map(each -> new ComparedRuns.Option(
                        title.apply(each),
                        with.apply(each).at(sides, MapChoice.PATH).toString(),
                        each == chosen))
                .toList();
    }

    /** The t-SNE maps to choose from. */
    private List<ComparedRuns.Option> kept(ComparedRuns sides, MapChoice choice) {
        List<ComparedRun> alike = Results.alike(sides);
        return counted(alike, choice.layer()).entrySet().stream()
                .map(entry -> new ComparedRuns.Option(
                        Text.of("%s: %d of %d runs", MapChoice.title(entry.getKey()), entry.getValue(), alike.size()),
                        choice.with(entry.getKey()).at(sides, MapChoice.PATH).toString(),
                        choice.tsne().filter(entry.getKey()::equals).isPresent()))
                .toList();
    }

    private static List<String> classNames(Shown shown) {
        return shown.results()
                .sides()
                .baseline()
                .flatMap(side -> side.run().data())
                .map(TrainedOn::classNames)
                .orElse(List.of());
    }

    private record PageJson(List<String> names, ImageSplit split, List<PanelJson> panels) {}

    private static PageJson json(Shown shown) {
        return new PageJson(
                Architecture.outputNames(classNames(shown)),
                ImageSplit.TEST,
                shown.panels().stream().map(Panel::json).toList());
    }

    public void points(Context context) {
        ComparedRuns sides = ComparedRuns.of(archive, context);
        String run = sides.compared().asked("run").orElse("");
        List<ComparedRun> alike = Results.alike(sides);
        ComparedRun side = alike.stream()
                .filter(each -> String.valueOf(each.id()).equals(run))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("run", "run must be one of the compared runs, was " + run));
        MapChoice choice = choice(sides);
        Drawn own = maps.of(side, choice)
                .drawn()
                .orElseThrow(() -> new NotFound(Text.of("Run %d has no such map yet.", side.id())));
        // Whichever of the runs has a map first, the baseline before all, stays as it is.
        Drawn onto = Stream.concat(sides.baseline().stream(), alike.stream())
                .flatMap(each -> maps.of(each, choice).drawn().stream())
                .findFirst()
                .orElse(own);
        context.header("Cache-Control", "no-cache");
        context.contentType("application/octet-stream").result(PointBytes.of(RunMaps.aligned(own, onto)));
    }

    /** Starts a t-SNE of every run that has none with these settings. */
    public void make(Context context) {
        ComparedRuns sides = ComparedRuns.of(archive, context);
        Map<String, String> values = FormInput.body(context);
        try {
            MapChoice choice = choice(sides).with(MapForm.tsne(values, images(sides)));
            maps.make(Results.alike(sides), choice);
            context.redirect(choice.at(sides, MapChoice.PATH).toString(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            context.render("compare/maps.html", model(context, values, e.messages()));
        }
    }
}
