package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.LabelledPredictions;
import inkling.archive.Background;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.compare.views.Answers;
import inkling.compare.views.Choices;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.compare.views.Results.Seen;
import inkling.text.Figures;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The confusion matrices of several runs side by side, and what changes from the baseline to each other one. */
public final class ConfusionsPage {
    private static final String PATH = "/compare/confusion";

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Background background;

    /** @param background closed by whoever made it */
    public ConfusionsPage(RunArchive archive, PredictionStore predictions, Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.background = background;
    }

    public void page(Context context) {
        Answers answers = Answers.of(background, predictions, ComparedRuns.of(archive, context));
        ComparedRuns runs = answers.results().runs();
        Unit unit = Choices.read(runs, "show", Unit.COUNT);
        List<Seen<ConfusionMatrix>> matrices = each(answers);
        List<ConfusionMatrix> all = matrices.stream().map(Seen::value).toList();
        double mostRight = unit.most(all, true);
        double mostWrong = unit.most(all, false);
        Map<String, Object> model = runs.model(PATH);
        model.put("answers", answers);
        model.put(
                "unit",
                Choices.of(
                        "Cells",
                        unit,
                        each -> each.title,
                        id -> runs.at(PATH)
                                .with("a", runs.compared().asked("a"))
                                .with("b", runs.compared().asked("b"))
                                .with("show", id)));
        model.put("show", Choices.id(unit));
        model.put("mostRight", text(unit, mostRight));
        model.put("mostWrong", text(unit, mostWrong));
        model.put(
                "matrices",
                matrices.stream()
                        .map(seen -> MatrixView.of(seen, names(seen), unit, mostRight, mostWrong))
                        .toList());
        addChanges(model, answers, unit);
        context.render("compare/confusion.html", model);
    }

    private static void addChanges(Map<String, Object> model, Answers answers, Unit unit) {
        List<Seen<ConfusionMatrix>> alike = baselineFirst(answers);
        List<Change> changes = changes(answers, alike);
        double most = unit.mostChange(changes.stream().map(Change::difference));
        model.put("alike", alike);
        model.put("mostChange", text(unit, most));
        model.put(
                "pair",
                answers.pair()
                        .map(pair -> List.of(pair.a().side(), pair.b().side()))
                        .orElse(List.of()));
        model.put("chosen", chosen(answers));
        model.put(
                "changes",
                changes.stream()
                        .map(change -> change.view(answers.results().runs(), names(alike.get(0)), unit, most))
                        .toList());
        model.put(
                "from",
                changes.stream().findFirst().map(Change::from).map(List::of).orElse(List.of()));
        model.put("classRows", alike.isEmpty() ? List.of() : ClassRow.of(alike, names(alike.get(0))));
    }

    private static boolean chosen(Answers answers) {
        return answers.results().runs().compared().asked("a").isPresent()
                || answers.results().runs().compared().asked("b").isPresent();
    }

    /** Of the pair that was chosen, or of every other run and the baseline. */
    private static List<Change> changes(Answers answers, List<Seen<ConfusionMatrix>> alike) {
        if (chosen(answers)) {
            return answers.pair()
                    .map(pair -> List.of(Change.of(
                            of(alike, pair.a().side()), of(alike, pair.b().side()))))
                    .orElse(List.of());
        }
        return alike.stream()
                .skip(1)
                .map(other -> Change.of(alike.get(0), other))
                .toList();
    }

    private static List<Seen<ConfusionMatrix>> baselineFirst(Answers answers) {
        List<Seen<ConfusionMatrix>> alike = new ArrayList<>(matrices(answers.alike()));
        answers.results().baseline().ifPresent(baseline -> {
            Seen<ConfusionMatrix> first = of(alike, baseline.side());
            alike.remove(first);
            alike.add(0, first);
        });
        return alike;
    }

    private static Seen<ConfusionMatrix> of(List<Seen<ConfusionMatrix>> matrices, ComparedRun side) {
        return matrices.stream()
                .filter(seen -> seen.side().equals(side))
                .findFirst()
                .orElseThrow();
    }

    /** Each of all that are known by itself. */
    private static List<Seen<ConfusionMatrix>> each(Answers answers) {
        return answers.results().seen().stream()
                .flatMap(seen -> matrices(List.of(seen)).stream())
                .toList();
    }

    /** All of one size: with every class that there is something to say of in one of them. */
    private static List<Seen<ConfusionMatrix>> matrices(List<Seen<LabelledPredictions>> seen) {
        List<Seen<ConfusionMatrix>> whole = seen.stream()
                .map(each -> new Seen<>(each.side(), ConfusionMatrix.of(each.value())))
                .toList();
        int classes = whole.stream()
                .mapToInt(each -> each.value().spoken(classNames(each.side()).size()))
                .max()
                .orElse(0);
        return whole.stream()
                .map(each -> new Seen<>(each.side(), each.value().first(classes)))
                .toList();
    }

    private static List<String> names(Seen<ConfusionMatrix> seen) {
        TrainedOn data = seen.side().run().data().orElseThrow();
        return IntStream.range(0, seen.value().classes())
                .mapToObj(data::outputName)
                .toList();
    }

    private static List<String> classNames(ComparedRun side) {
        return side.run().data().map(TrainedOn::classNames).orElse(List.of());
    }

    private static String text(Unit unit, double most) {
        return unit == Unit.COUNT ? Figures.count(Math.round(most)) : Figures.percent(most / 100);
    }

    public void json(Context context) {
        Answers answers = Answers.all(background, predictions, ComparedRuns.of(archive, context));
        List<Seen<ConfusionMatrix>> alike = baselineFirst(answers);
        List<String> names = alike.isEmpty() ? List.of() : names(alike.get(0));
        context.json(ConfusionJson.of(answers, names, each(answers), changes(answers, alike)));
    }
}
