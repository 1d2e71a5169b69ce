package inkling.compare.views.images;

import inkling.analysis.pairs.Disagreement;
import inkling.analysis.pairs.Disagreement.Filter;
import inkling.analysis.pairs.Disagreement.Order;
import inkling.archive.Background;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.compare.views.Answers;
import inkling.compare.views.Answers.Pair;
import inkling.compare.views.Choices;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.images.Cards.Wanted;
import inkling.dataset.ClassLabels;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.inspect.ImageSelection;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Which test images one of two runs gets right and the other wrong, and whether the difference means anything. */
public final class ImagesPage {
    static final String PATH = "/compare/images";

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Background background;

    /** One order to choose. */
    record Choice(String id, String title) {}

    private static final List<Choice> ORDERS = List.of(
            new Choice(Choices.id(Order.SUREST_WRONG), "how sure the wrong one is"),
            new Choice(Choices.id(Order.GAP), "how far the two lie apart"),
            new Choice(Choices.id(Order.INDEX), "index"));

    /** @param background closed by whoever made it */
    public ImagesPage(RunArchive archive, PredictionStore predictions, Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.background = background;
    }

    public void page(Context context) {
        Answers answers = Answers.of(background, predictions, ComparedRuns.of(archive, context));
        ComparedRuns runs = answers.results().runs();
        Wanted wanted = wanted(runs);
        Optional<Pair> pair = answers.pair();
        Map<String, Object> model = runs.model(PATH);
        model.put("answers", answers);
        model.put(
                "pair",
                pair.map(each -> List.of(each.a().side(), each.b().side())).orElse(List.of()));
        model.put("orders", ORDERS);
        model.put("order", Choices.id(wanted.order()));
        model.put("label", runs.compared().asked("true").orElse(""));
        model.put("predicted", runs.compared().asked("predicted").orElse(""));
        model.put("group", Choices.id(wanted.group()));
        pair.ifPresent(each -> add(model, answers, each, wanted));
        context.render("compare/images.html", model);
    }

    private static void add(Map<String, Object> model, Answers answers, Pair pair, Wanted wanted) {
        ComparedRuns runs = answers.results().runs();
        Disagreement disagreement = new Disagreement(pair.a().value(), pair.b().value());
        Cards cards = Cards.of(pair, disagreement, wanted, answers.outputs());
        ComparedRun a = pair.a().side();
        ComparedRun b = pair.b().side();
        model.put("verdict", Verdict.of(a, b, disagreement));
        model.put("cards", cards);
        model.put(
                "groups",
                Arrays.stream(Group.values())
                        .map(group -> new ComparedRuns.Option(
                                Text.of("%s %s", group.title(a.id(), b.id()), Figures.count(group.count(disagreement))),
                                at(runs, pair, wanted)
                                        .with("group", Choices.id(group))
                                        .toString(),
                                group == wanted.group()))
                        .toList());
        model.put("before", turn(runs, pair, wanted, cards.page() - 1));
        model.put("after", turn(runs, pair, wanted, cards.page() + 1));
        model.put("own", cell(a, runs));
        model.put("theirs", cell(b, runs));
        if (answers.alike().size() > 2) {
            model.put("table", PairTable.of(answers, pair));
        }
    }

    private static Address at(ComparedRuns runs, Pair pair, Wanted wanted) {
        return runs.at(PATH)
                .with("a", pair.a().side().id())
                .with("b", pair.b().side().id())
                .with("group", Choices.id(wanted.group()))
                .with("true", runs.compared().asked("true"))
                .with("predicted", runs.compared().asked("predicted"))
                .with("sort", Choices.id(wanted.order()));
    }

    private static String turn(ComparedRuns runs, Pair pair, Wanted wanted, int page) {
        return at(runs, pair, wanted).with("page", page).toString();
    }

    /** The run's own mistakes of the same cell. */
    private static String cell(ComparedRun side, ComparedRuns runs) {
        return side.view("mistakes")
                .with("true", runs.compared().asked("true"))
                .with("predicted", runs.compared().asked("predicted"))
                .toString();
    }

    private static Wanted wanted(ComparedRuns runs) {
        Map<String, String> query = runs.compared().query();
        Filter filter = new Filter(label(runs, query, "true"), label(runs, query, "predicted"));
        return new Wanted(
                Choices.read(runs, "group", Group.DIFFERENT),
                filter,
                Choices.read(runs, "sort", Order.SUREST_WRONG),
                FormInput.page(query));
    }

    private static OptionalInt label(ComparedRuns runs, Map<String, String> query, String name) {
        int outputs = runs.baseline()
                .flatMap(side -> side.run().data())
                .map(TrainedOn::outputs)
                .orElse(ClassLabels.MOST_CLASSES);
        return ImageSelection.label(query, name, outputs);
    }

    public void json(Context context) {
        context.json(PairsJson.of(Answers.all(background, predictions, ComparedRuns.of(archive, context))));
    }
}
