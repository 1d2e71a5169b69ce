package inkling.compare.views.maps;

import inkling.access.Visitor;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.compare.views.Choices;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.Results;
import inkling.compare.views.maps.Panel.PanelJson;
import inkling.compare.views.maps.RunMaps.RunMap;
import inkling.dataset.ClassLabels;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.maps.MapForm;
import inkling.maps.MapForm.Wanted;
import inkling.maps.PointBytes;
import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private record View(MapChoice choice, Results<RunMap> results, List<Panel> panels) {}

    public void page(Context context) {
        context.render("compare/maps.html", model(context, Map.of(), Map.of()));
    }

    public void json(Context context) {
        context.json(json(view(context)));
    }

    private View view(Context context) {
        ComparedRuns runs = ComparedRuns.of(archive, context);
        MapChoice choice = choice(runs);
        Results<RunMap> results = Results.look(background, choice.toString(), runs, side -> maps.of(side, choice));
        List<Panel> panels = Results.alike(results.runs()).stream()
                .map(side -> Panel.of(runs, choice, side, results.of(side)))
                .toList();
        return new View(choice, results, panels);
    }

    private MapChoice choice(ComparedRuns runs) {
        Representation layer = Choices.read(runs, "layer", Representation.H2);
        return MapChoice.of(runs, images(runs), mostUsed(Results.alike(runs), layer));
    }

    private static int images(ComparedRuns runs) {
        return runs.baseline()
                .flatMap(side -> side.run().data())
                .map(TrainedOn::testImages)
                .orElse(1);
    }

    /** The settings of t-SNE that most of the runs have a map of. */
    private Optional<Wanted> mostUsed(List<ComparedRun> runs, Representation layer) {
        return counted(runs, layer).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private Map<Wanted, Long> counted(List<ComparedRun> runs, Representation layer) {
        return maps.tsnes(runs, layer).stream()
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
    }

    private Map<String, Object> model(Context context, Map<String, String> filled, Map<String, String> errors) {
        View view = view(context);
        ComparedRuns runs = view.results().runs();
        int images = images(runs);
        Map<String, String> values = MapForm.defaults(images);
        values.putAll(filled);
        Map<String, Object> model = runs.model(MapChoice.PATH);
        model.put("results", view.results());
        model.put("mapTitle", view.choice().title(runs));
        model.put("tsne", view.choice().tsne().map(MapChoice::title).orElse(""));
        model.put("panels", view.panels());
        model.put(
                "missing",
                view.panels().stream().filter(panel -> !panel.drawn()).count());
        model.put("switches", switches(runs, view.choice()));
        model.put("kept", kept(runs, view.choice()));
        MapForm.remark(Method.TSNE, images).ifPresent(remark -> model.put("remark", remark));
        model.put("choices", MapForm.choices(images, values.get("points")));
        model.put("values", values);
        model.put("errors", errors);
        model.put(
                "action",
                view.choice().with(Method.TSNE).at(runs, MapChoice.PATH).toString());
        model.put("data", json(view));
        model.put("classNames", classNames(view));
        return model;
    }

    private static List<Choices.Switch> switches(ComparedRuns runs, MapChoice choice) {
        return List.of(
                new Choices.Switch(
                        "Representation",
                        options(Representation.values(), each -> each.title(runs), runs, choice.layer(), choice::with)),
                new Choices.Switch(
                        "Method", options(Method.values(), Method::title, runs, choice.method(), choice::with)));
    }

    private static <E> List<ComparedRuns.Option> options(
            E[] all, Function<E, String> title, ComparedRuns runs, E chosen, Function<E, MapChoice> with) {
        return Stream.of(all)
                .map(each -> new ComparedRuns.Option(
                        title.apply(each),
                        with.apply(each).at(runs, MapChoice.PATH).toString(),
                        each == chosen))
                .toList();
    }

    /** The t-SNE maps to choose from. */
    private List<ComparedRuns.Option> kept(ComparedRuns runs, MapChoice choice) {
        List<ComparedRun> alike = Results.alike(runs);
        return counted(alike, choice.layer()).entrySet().stream()
                .map(entry -> new ComparedRuns.Option(
                        Text.of("%s: %d of %d runs", MapChoice.title(entry.getKey()), entry.getValue(), alike.size()),
                        choice.with(entry.getKey()).at(runs, MapChoice.PATH).toString(),
                        choice.tsne().filter(entry.getKey()::equals).isPresent()))
                .toList();
    }

    private static List<String> classNames(View view) {
        return view.results()
                .runs()
                .baseline()
                .flatMap(side -> side.run().data())
                .map(TrainedOn::classNames)
                .orElse(List.of());
    }

    private record PageJson(List<String> names, ImageSplit split, List<PanelJson> panels) {}

    private static PageJson json(View view) {
        return new PageJson(
                view.results().runs().baseline().flatMap(side -> side.run().data()).stream()
                        .flatMap(data ->
                                IntStream.range(0, ClassLabels.MOST_CLASSES).mapToObj(data::outputName))
                        .toList(),
                ImageSplit.TEST,
                view.panels().stream().map(Panel::json).toList());
    }

    public void points(Context context) {
        ComparedRuns runs = ComparedRuns.of(archive, context);
        String run = runs.compared().asked("run").orElse("");
        List<ComparedRun> alike = Results.alike(runs);
        ComparedRun side = alike.stream()
                .filter(each -> String.valueOf(each.id()).equals(run))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("run", "run must be one of the compared runs, was " + run));
        MapChoice choice = choice(runs);
        Drawn own = maps.of(side, choice)
                .drawn()
                .orElseThrow(() -> new NotFound(Text.of("Run %d has no such map yet.", side.id())));
        // Whichever of the runs has a map first, the baseline before all, stays as it is.
        Drawn onto = Stream.concat(runs.baseline().stream(), alike.stream())
                .flatMap(each -> maps.of(each, choice).drawn().stream())
                .findFirst()
                .orElse(own);
        context.header("Cache-Control", "no-cache");
        context.contentType("application/octet-stream").result(PointBytes.of(RunMaps.aligned(own, onto)));
    }

    /** Starts a t-SNE of every run that has none with these settings. */
    public void make(Context context) {
        ComparedRuns runs = ComparedRuns.of(archive, context);
        Map<String, String> values = FormInput.body(context);
        try {
            MapChoice choice = choice(runs).with(MapForm.tsne(values, images(runs)));
            maps.make(Results.alike(runs), choice, Visitor.of(context).name());
            context.redirect(choice.at(runs, MapChoice.PATH).toString(), HttpStatus.SEE_OTHER);
        } catch (InvalidInput e) {
            context.status(HttpStatus.BAD_REQUEST);
            context.render("compare/maps.html", model(context, values, e.messages()));
        }
    }
}
