package inkling.compare.looks.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.LabelledPredictions;
import inkling.compare.looks.Answers;
import inkling.compare.looks.Choices;
import inkling.compare.looks.Looked.Seen;
import inkling.compare.looks.Sides;
import inkling.compare.looks.Soon;
import inkling.http.WebServer.Routes;
import inkling.inspect.PredictionStore;
import inkling.inspect.RunArchive;
import inkling.runs.pages.Figures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The confusion matrices of several runs side by side, and what changes from the baseline to each other one. */
public final class ConfusionsPage implements Routes {
    private static final String PATH = "/compare/confusion";

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Soon soon;

    /** @param soon closed by whoever made it */
    public ConfusionsPage(RunArchive archive, PredictionStore predictions, Soon soon) {
        this.archive = archive;
        this.predictions = predictions;
        this.soon = soon;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::page);
        routes.get("/api" + PATH, this::json);
    }

    private void page(Context context) {
        Answers answers = Answers.of(soon, predictions, Sides.of(archive, context));
        Sides sides = answers.looked().sides();
        Unit unit = Choices.read(sides, "show", Unit.COUNT);
        List<Seen<ConfusionMatrix>> matrices = matrices(answers.looked().seen());
        double most = unit.most(matrices.stream().map(Seen::value));
        Map<String, Object> model = sides.model(PATH);
        model.put("answers", answers);
        model.put("address", context.path() + "?" + context.queryString());
        model.put(
                "unit",
                Choices.of(
                        "Cells",
                        unit,
                        each -> each.title,
                        id -> sides.at(PATH)
                                .with("a", sides.compared().asked("a"))
                                .with("b", sides.compared().asked("b"))
                                .with("show", id)));
        model.put("show", Choices.id(unit));
        model.put("most", text(unit, most));
        model.put(
                "matrices",
                matrices.stream()
                        .map(seen -> MatrixView.of(seen, classes(seen, answers), unit, most))
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
                        .map(change -> change.view(answers.looked().sides(), answers.classes(), unit, most))
                        .toList());
        model.put(
                "from",
                changes.stream().findFirst().map(Change::from).map(List::of).orElse(List.of()));
        model.put("classRows", alike.isEmpty() ? List.of() : ClassRow.of(alike, answers.classes()));
    }

    private static boolean chosen(Answers answers) {
        return answers.looked().sides().compared().asked("a").isPresent()
                || answers.looked().sides().compared().asked("b").isPresent();
    }

    /** Of the pair that was chosen, or of every other run and the baseline. */
    private static List<Change> changes(Answers answers, List<Seen<ConfusionMatrix>> alike) {
        if (chosen(answers)) {
            return answers.pair()
                    .map(pair -> List.of(Change.of(matrix(pair.a()), matrix(pair.b()))))
                    .orElse(List.of());
        }
        return alike.stream()
                .skip(1)
                .map(other -> Change.of(alike.get(0), other))
                .toList();
    }

    private static List<Seen<ConfusionMatrix>> baselineFirst(Answers answers) {
        List<Seen<ConfusionMatrix>> alike = new ArrayList<>(matrices(answers.alike()));
        answers.looked().baseline().ifPresent(baseline -> {
            Seen<ConfusionMatrix> first = alike.stream()
                    .filter(seen -> seen.side().equals(baseline.side()))
                    .findFirst()
                    .orElseThrow();
            alike.remove(first);
            alike.add(0, first);
        });
        return alike;
    }

    private static List<Seen<ConfusionMatrix>> matrices(List<Seen<LabelledPredictions>> seen) {
        return seen.stream().map(ConfusionsPage::matrix).toList();
    }

    private static Seen<ConfusionMatrix> matrix(Seen<LabelledPredictions> seen) {
        return new Seen<>(seen.side(), ConfusionMatrix.of(seen.value()));
    }

    private static List<String> classes(Seen<ConfusionMatrix> seen, Answers answers) {
        return seen.side().run().data().map(data -> data.classNames()).orElse(answers.classes());
    }

    private static String text(Unit unit, double most) {
        return unit == Unit.COUNT ? Figures.count(Math.round(most)) : Figures.percent(most / 100);
    }

    private void json(Context context) {
        Answers answers = Answers.all(soon, predictions, Sides.of(archive, context));
        context.json(ConfusionJson.of(answers, changes(answers, baselineFirst(answers))));
    }
}
