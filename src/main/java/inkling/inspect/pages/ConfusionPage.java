package inkling.inspect.pages;

import inkling.http.UserError.InvalidInput;
import inkling.http.WebServer.Routes;
import inkling.inspect.ImageSplit;
import inkling.inspect.PredictionStore;
import inkling.inspect.RunArchive;
import inkling.inspect.Shown;
import inkling.runs.pages.Figures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The confusion matrix of the test images, and what follows from it. */
public final class ConfusionPage implements Routes {
    private static final String PATH = "/runs/{id}/confusion";
    private static final List<Choice> CHOICES = List.of(
            new Choice("count", "count"), new Choice("row", "share of the row"), new Choice("errors", "errors only"));

    private final RunArchive archive;
    private final PredictionStore predictions;

    /** What the cells can show. */
    record Choice(String id, String title) {}

    public ConfusionPage(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::page);
        routes.get(PATH + ".json", context -> context.json(view(Shown.of(archive, context))));
    }

    private void page(Context context) {
        Shown shown = Shown.of(archive, context);
        String show = shown.asked("show").orElse("count");
        if (CHOICES.stream().noneMatch(choice -> choice.id().equals(show))) {
            throw new InvalidInput("show", "show must be one of count, row, errors, was " + show);
        }
        ConfusionView view = view(shown);
        Map<String, Object> model = shown.model();
        model.put("view", view);
        model.put("show", show);
        model.put("choices", CHOICES);
        model.put("rows", view.rows(shown, show));
        model.put("classRows", view.classRows(shown));
        model.put("accuracy", Figures.percent(view.accuracy()));
        model.put("topTwo", Figures.percent(view.topTwo()));
        model.put("loss", Figures.loss(view.loss()));
        model.put("batchSize", Figures.count(shown.run().hyperparameters().batchSize()));
        model.put("batchAccuracy", Figures.percent(view.overBatches().accuracy()));
        model.put("batchLoss", Figures.loss(view.overBatches().loss()));
        model.put("total", Figures.count(view.total()));
        context.render("inspect/confusion.html", model);
    }

    private ConfusionView view(Shown shown) {
        List<String> classes = archive.dataset(shown.run()).classNames();
        return ConfusionView.of(
                shown.epoch(),
                shown.run().hyperparameters().batchSize(),
                classes,
                predictions.labelled(shown.run(), shown.epoch(), ImageSplit.TEST));
    }
}
