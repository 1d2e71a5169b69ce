package inkling.compare.looks.weights;

import inkling.analysis.pairs.UnitMatch;
import inkling.analysis.pictures.WeightPictures;
import inkling.analysis.pictures.WeightPictures.Range;
import inkling.compare.looks.Choices;
import inkling.compare.looks.Looked;
import inkling.compare.looks.Looked.Seen;
import inkling.compare.looks.Side;
import inkling.compare.looks.Sides;
import inkling.compare.looks.Soon;
import inkling.compare.looks.weights.Strips.Matched;
import inkling.compare.looks.weights.Strips.Order;
import inkling.http.UserError.InvalidInput;
import inkling.http.WebServer.Routes;
import inkling.inspect.Address;
import inkling.inspect.Remembered;
import inkling.inspect.RunArchive;
import inkling.runs.pages.Figures;
import inkling.text.Text;
import inkling.weights.Sheet;
import inkling.weights.Sheet.Colour;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first layers of several runs as pictures, each unit of the baseline beside the units most like it. */
public final class UnitsPage implements Routes {
    private static final String PATH = "/compare/weights";
    private static final String FEW = String.valueOf(Shown.FEW);
    private static final String ALL = "all";
    /** Of 0.8 MB each, as long as memory lasts. */
    private static final int LAYERS = 48;

    private static final int MATCHES = 512;

    private final RunArchive archive;
    private final Soon soon;
    private final Remembered<String, WeightPictures> layers = new Remembered<>(LAYERS);
    private final Remembered<String, UnitMatch> matches = new Remembered<>(MATCHES);

    /** How alike a run's units are to the baseline's. */
    record Likeness(Side side, String units, String median, String alike) {}

    /** @param soon closed by whoever made it */
    public UnitsPage(RunArchive archive, Soon soon) {
        this.archive = archive;
        this.soon = soon;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::page);
    }

    private void page(Context context) {
        Sides asked = Sides.of(archive, context);
        Order order = Choices.read(asked, "order", Order.MATCHED);
        Colour colour = Choices.read(asked, "colour", Colour.SIGNED);
        String count = count(asked);
        int page = Choices.page(asked);
        Looked<Matched> looked = asked.baseline()
                .map(baseline -> soon.look("units like " + key(baseline), asked, side -> matched(baseline, side)))
                .orElse(new Looked<>(asked, List.of(), 0));
        Map<String, Object> model = looked.sides().model(PATH);
        model.put("looked", looked);
        model.put("address", context.path() + "?" + context.queryString());
        model.put("order", Choices.id(order));
        model.put("switches", switches(asked, order, colour, count));
        List<Seen<Matched>> runs = baselineFirst(looked);
        model.put("runs", runs.stream().map(Seen::side).toList());
        if (!runs.isEmpty()) {
            add(model, runs, order, colour);
            List<List<Strips.Cell>> strips = Strips.of(runs, order);
            Address all = address(asked, order, colour, ALL);
            model.put("shown", count.equals(ALL) ? Shown.all(strips, runs.size(), page, all) : Shown.few(strips));
        }
        context.render("compare/weights.html", model);
    }

    private static void add(Map<String, Object> model, List<Seen<Matched>> runs, Order order, Colour colour) {
        Range range = runs.stream()
                .map(seen -> seen.value().pictures().range())
                .reduce(Range::with)
                .orElseThrow();
        model.put("legend", Sheet.legend(range, colour));
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

    private Matched matched(Side baseline, Side side) {
        WeightPictures own = layer(side);
        WeightPictures first = layer(baseline);
        return new Matched(own, matches.get(key(baseline) + " and " + key(side), () -> UnitMatch.of(first, own)));
    }

    private WeightPictures layer(Side side) {
        return layers.get(key(side), () -> new WeightPictures(archive.parameters(side.run(), side.at())));
    }

    private String key(Side side) {
        return Text.of("%d at %d, %s", side.id(), side.at(), archive.checkpointVersion(side.run(), side.at()));
    }

    private static List<Seen<Matched>> baselineFirst(Looked<Matched> looked) {
        Optional<Seen<Matched>> baseline = looked.sides().baseline().flatMap(looked::of);
        if (baseline.isEmpty()) {
            return List.of(); // Without it there is nothing to stand beside.
        }
        List<Seen<Matched>> runs = new ArrayList<>(looked.seen());
        runs.remove(baseline.get());
        runs.add(0, baseline.get());
        return runs;
    }

    private static String count(Sides sides) {
        String count = sides.compared().asked("count").orElse(FEW);
        if (!count.equals(FEW) && !count.equals(ALL)) {
            throw new InvalidInput("count", "count must be 25 or all, was " + count);
        }
        return count;
    }

    private static Address address(Sides sides, Order order, Colour colour, String count) {
        return sides.at(PATH)
                .with("order", Choices.id(order))
                .with("colour", Choices.id(colour))
                .with("count", count);
    }

    private static List<Choices.Switch> switches(Sides sides, Order order, Colour colour, String count) {
        Address now = address(sides, order, colour, count);
        return List.of(
                new Choices.Switch(
                        "Units",
                        List.of(
                                new Sides.Option(
                                        FEW, now.copy().with("count", FEW).toString(), count.equals(FEW)),
                                new Sides.Option(
                                        ALL, now.copy().with("count", ALL).toString(), count.equals(ALL)))),
                Choices.of("Order", order, each -> each.title, id -> now.copy().with("order", id)),
                Choices.of("Colour", colour, Colour::id, id -> now.copy().with("colour", id)));
    }
}
