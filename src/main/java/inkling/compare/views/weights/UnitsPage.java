package inkling.compare.views.weights;

import inkling.analysis.pairs.UnitMatch;
import inkling.analysis.pictures.Range;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.Background;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
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
import inkling.text.Figures;
import inkling.text.Text;
import inkling.weights.PictureSheet;
import inkling.weights.PictureSheet.Colour;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first layers of several runs as pictures, each unit of the baseline beside the units most like it. */
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
        String count = count(asked);
        int page = FormInput.page(asked.compared().query());
        Results<Matched> results = asked.baseline()
                .map(baseline ->
                        Results.look(background, "units like " + key(baseline), asked, side -> matched(baseline, side)))
                .orElse(new Results<>(asked, List.of(), 0));
        Map<String, Object> model = results.runs().model(PATH);
        model.put("results", results);
        model.put("address", context.path() + "?" + context.queryString());
        model.put("order", Choices.id(order));
        List<Seen<Matched>> runs = baselineFirst(results);
        List<Colour> colours = runs.isEmpty()
                ? List.of(Colour.SIGNED)
                : Colour.of(runs.get(0).value().pictures());
        Colour usual = colours.contains(Colour.RGB) ? Colour.RGB : Colour.SIGNED;
        Colour chosen = Choices.read(asked, "colour", usual);
        Colour colour = colours.contains(chosen) ? chosen : usual;
        model.put("switches", switches(asked, order, colours, colour, count));
        model.put("runs", runs.stream().map(Seen::side).toList());
        if (!runs.isEmpty()) {
            add(model, runs, colour);
            List<List<Strips.Cell>> strips = Strips.of(runs, order, colour);
            Address all = address(asked, order, colour, ALL);
            model.put(
                    "shown", count.equals(ALL) ? StripPage.all(strips, runs.size(), page, all) : StripPage.few(strips));
        }
        context.render("compare/weights.html", model);
    }

    private static void add(Map<String, Object> model, List<Seen<Matched>> runs, Colour colour) {
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

    private Matched matched(ComparedRun baseline, ComparedRun side) {
        WeightPictures own = layer(side);
        WeightPictures first = layer(baseline);
        if (!own.planes().equals(first.planes())) {
            throw new Conflict(Text.of(
                    "A unit of its first layer weighs %s, one of the baseline %s: only first layers of one shape can be compared.",
                    inputs(own), inputs(first)));
        }
        return new Matched(own, matches.get(key(baseline) + " and " + key(side), () -> UnitMatch.of(first, own)));
    }

    private static String inputs(WeightPictures pictures) {
        WeightPictures.Planes planes = pictures.planes();
        return Text.of("%d × %d × %d numbers", planes.count(), planes.height(), planes.width());
    }

    private WeightPictures layer(ComparedRun side) {
        return layers.get(
                key(side),
                () -> WeightPictures.first(
                        side.run().blueprint(), archive.parameters(side.run(), side.at()), Integer.MAX_VALUE));
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

    private static Address address(ComparedRuns runs, Order order, Colour colour, String count) {
        return runs.at(PATH)
                .with("order", Choices.id(order))
                .with("colour", Choices.id(colour))
                .with("count", count);
    }

    private static List<Choices.Switch> switches(
            ComparedRuns runs, Order order, List<Colour> colours, Colour colour, String count) {
        Address now = address(runs, order, colour, count);
        return List.of(
                new Choices.Switch(
                        "Units",
                        List.of(
                                new ComparedRuns.Option(
                                        FEW, now.copy().with("count", FEW).toString(), count.equals(FEW)),
                                new ComparedRuns.Option(
                                        ALL, now.copy().with("count", ALL).toString(), count.equals(ALL)))),
                Choices.of("Order", order, each -> each.title, id -> now.copy().with("order", id)),
                Choices.of(
                        "Colour",
                        colours,
                        colour,
                        Colour::title,
                        id -> now.copy().with("colour", id)));
    }
}
