package inkling.compare.views.weights;

import inkling.analysis.pairs.UnitMatch;
import inkling.analysis.pictures.Range;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.Background;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.compare.views.Choices;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.Results;
import inkling.compare.views.Results.Seen;
import inkling.compare.views.weights.Strips.Matched;
import inkling.compare.views.weights.Strips.Order;
import inkling.errors.UserError.Conflict;
import inkling.errors.UserError.InvalidInput;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.network.Blueprint.Fitted;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.weights.LayerView;
import inkling.weights.PictureSheet;
import inkling.weights.PictureSheet.Colour;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A layer of several runs as pictures, of each the first unless another is asked for, each unit of the baseline beside the units most like it. */
public final class UnitsPage {
    private static final String PATH = "/compare/weights";
    private static final String FEW = String.valueOf(StripPage.FEW);
    private static final String ALL = "all";
    /** Of 0.8 MB each, as long as memory lasts. */
    private static final int LAYERS = 48;

    private static final int MATCHES = 512;

    private final RunArchive archive;
    private final Background background;
    private final SoftCache<String, WeightPictures> layers = new SoftCache<>(LAYERS);
    private final SoftCache<String, UnitMatch> matches = new SoftCache<>(MATCHES);

    /** How alike a run's units are to the baseline's. */
    record Likeness(ComparedRun side, String units, String median, String alike) {}

    /** @param background closed by whoever made it */
    public UnitsPage(RunArchive archive, Background background) {
        this.archive = archive;
        this.background = background;
    }

    public void page(Context context) {
        ComparedRuns asked = ComparedRuns.of(archive, context);
        Order order = Choices.read(asked, "order", Order.MATCHED);
        Optional<String> layer = layer(asked);
        String count = count(asked);
        int page = FormInput.page(asked.compared().query());
        Results<Matched> results = asked.baseline()
                .map(baseline -> Results.look(
                        background,
                        Text.of("units like those of %s in %s", layer.orElse("the first layer"), key(baseline)),
                        asked,
                        side -> matched(baseline, side, layer)))
                .orElse(new Results<>(asked, List.of(), 0));
        Map<String, Object> model = results.runs().model(PATH);
        model.put("results", results);
        model.put("order", Choices.id(order));
        List<Seen<Matched>> runs = baselineFirst(results);
        List<Colour> colours =
                runs.isEmpty() ? List.of() : Colour.of(runs.get(0).value().pictures());
        Colour usual = colours.contains(Colour.RGB) ? Colour.RGB : Colour.SIGNED;
        Colour chosen = Choices.read(asked, "colour", usual);
        Colour colour = colours.contains(chosen) ? chosen : usual; // Of another layer it may be one.
        Address now = address(asked, layer, order, colour, count);
        model.put("later", layer.orElse(""));
        model.put("switches", switches(now, layers(asked), layer, order, colours, colour, count));
        model.put("runs", runs.stream().map(Seen::side).toList());
        if (!runs.isEmpty()) {
            add(model, runs, colour);
            List<List<Strips.Cell>> strips = Strips.of(runs, order, colour);
            model.put(
                    "shown", count.equals(ALL) ? StripPage.all(strips, runs.size(), page, now) : StripPage.few(strips));
        }
        context.render("compare/weights.html", model);
    }

    private static void add(Map<String, Object> model, List<Seen<Matched>> runs, Colour colour) {
        WeightPictures baseline = runs.get(0).value().pictures();
        double numbers = baseline.weights(0).length;
        model.put("units", baseline.units());
        model.put("byChance", Text.of("%.2f", Math.min(1, 2 / Math.sqrt(numbers))));
        model.put("bestByChance", Text.of("%.1f", Math.min(1, Math.sqrt(2 * Math.log(baseline.units()) / numbers))));
        Range range = runs.stream()
                .map(seen -> seen.value().pictures().range())
                .reduce(Range::with)
                .orElseThrow();
        model.put("legend", PictureSheet.legend(range, colour));
        model.put(
                "sheets",
                runs.stream()
                        .map(seen -> Strips.SheetView.of(seen, colour, range))
                        .toList());
        model.put("likenesses", runs.stream().skip(1).map(UnitsPage::likeness).toList());
    }

    private static Likeness likeness(Seen<Matched> seen) {
        UnitMatch match = seen.value().match();
        long alike =
                Arrays.stream(match.cosines()).filter(cosine -> cosine >= 0.5).count();
        return new Likeness(
                seen.side(),
                Figures.count(seen.value().pictures().units()),
                Strips.cosine(Strips.median(match)),
                Figures.count(alike));
    }

    private Matched matched(ComparedRun baseline, ComparedRun side, Optional<String> asked) {
        WeightPictures own = layer(side, asked);
        WeightPictures first = layer(baseline, asked);
        if (!own.planes().equals(first.planes()) || own.weights(0).length != first.weights(0).length) {
            throw new Conflict(Text.of(
                    "A unit of its layer %s weighs %s, one of the baseline’s %s %s: only layers of one shape can be compared.",
                    own.layer().id(), inputs(own), first.layer().id(), inputs(first)));
        }
        String both = Text.of("%s and %s of %s", key(baseline), key(side), asked.orElse(""));
        return new Matched(own, matches.get(both, () -> UnitMatch.of(first, own)));
    }

    /** How many numbers one unit has a weight for; of a filter, those that its kernel covers at once. */
    private static String inputs(WeightPictures pictures) {
        int[] weights = pictures.layer().parameters().get(0).shape();
        return Text.of("%s numbers", LayerView.shape(Arrays.copyOfRange(weights, 1, weights.length)));
    }

    /** @throws Conflict if the run has no such layer */
    private WeightPictures layer(ComparedRun side, Optional<String> asked) {
        List<String> ids = layers(side.run());
        String layer = asked.orElse(ids.get(0));
        if (!ids.contains(layer)) {
            throw new Conflict(Text.of("Its network has no layer %s with weights.", layer));
        }
        return layers.get(
                key(side) + " of " + layer,
                () -> new WeightPictures(
                        side.run().blueprint(), archive.parameters(side.run(), side.at()), layer, Integer.MAX_VALUE));
    }

    private static List<String> layers(Run run) {
        return WeightPictures.weighted(run.blueprint()).stream().map(Fitted::id).toList();
    }

    /** Those of the baseline. */
    private static List<String> layers(ComparedRuns runs) {
        return runs.baseline().map(side -> layers(side.run())).orElse(List.of());
    }

    /** One of the baseline's later layers; empty for the first layer of each run, however each calls it. */
    private static Optional<String> layer(ComparedRuns runs) {
        List<String> ids = layers(runs);
        return runs.compared()
                .asked("layer")
                .filter(any -> !ids.isEmpty())
                .map(text -> FormInput.choose("layer", ids, id -> id, text))
                .filter(id -> ids.indexOf(id) > 0);
    }

    private String key(ComparedRun side) {
        return Text.of("%d at %d, %s", side.id(), side.at(), archive.checkpointVersion(side.run(), side.at()));
    }

    private static List<Seen<Matched>> baselineFirst(Results<Matched> results) {
        Optional<Seen<Matched>> baseline = results.runs().baseline().flatMap(results::of);
        if (baseline.isEmpty()) {
            return List.of(); // Without it there is nothing to stand beside.
        }
        List<Seen<Matched>> runs = new ArrayList<>(results.seen());
        runs.remove(baseline.get());
        runs.add(0, baseline.get());
        return runs;
    }

    private static String count(ComparedRuns runs) {
        String count = runs.compared().asked("count").orElse(FEW);
        if (!count.equals(FEW) && !count.equals(ALL)) {
            throw new InvalidInput("count", "count must be 25 or all, was " + count);
        }
        return count;
    }

    private static Address address(
            ComparedRuns runs, Optional<String> layer, Order order, Colour colour, String count) {
        return runs.at(PATH)
                .with("layer", layer)
                .with("order", Choices.id(order))
                .with("colour", colour.id())
                .with("count", count);
    }

    private static List<Choices.Switch> switches(
            Address now,
            List<String> layers,
            Optional<String> layer,
            Order order,
            List<Colour> colours,
            Colour colour,
            String count) {
        String chosen = layer.or(() -> layers.stream().findFirst()).orElse("");
        return Stream.of(
                        options(
                                "Layer",
                                layers,
                                id -> id,
                                chosen,
                                id -> now.copy().with("layer", id)),
                        options(
                                "Units",
                                List.of(FEW, ALL),
                                id -> id,
                                count,
                                id -> now.copy().with("count", id)),
                        Choices.of(
                                "Order",
                                order,
                                each -> each.title,
                                id -> now.copy().with("order", id)),
                        options(
                                "Colour",
                                colours,
                                Colour::title,
                                colour,
                                each -> now.copy().with("colour", each.id())))
                .filter(row -> row.options().size() > 1)
                .toList();
    }

    private static <E> Choices.Switch options(
            String title, List<E> all, Function<E, String> titles, E chosen, Function<E, Address> address) {
        return new Choices.Switch(
                title,
                all.stream()
                        .map(each -> new ComparedRuns.Option(
                                titles.apply(each), address.apply(each).toString(), each.equals(chosen)))
                        .toList());
    }
}
