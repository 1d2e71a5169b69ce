package inkling.inspect;

import inkling.analysis.ConfusionMatrix;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.http.FormInput;
import inkling.inspect.ConfusionView.Order;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The confusion matrix of the test images, and what follows from it. */
public final class ConfusionPage {
    private static final List<Choice> CHOICES = List.of(
            new Choice("count", "count"), new Choice("row", "share of the row"), new Choice("errors", "errors only"));

    private static final List<Choice> ORDERS = Stream.of(Order.values())
            .map(order -> new Choice(order.id(), "by " + order.id()))
            .toList();

    private final RunArchive archive;
    private final PredictionStore predictions;

    /** What the cells can show. */
    record Choice(String id, String title) {}

    public ConfusionPage(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        String show = FormInput.choose(
                        "show", CHOICES, Choice::id, request.asked("show").orElse("count"))
                .id();
        Order order = FormInput.choose(
                "order",
                List.of(Order.values()),
                Order::id,
                request.asked("order").orElse(Order.LABEL.id()));
        ConfusionView view = view(request);
        int[] labels = view.labels(order);
        boolean few = labels.length <= ConfusionMatrix.LEGIBLE;
        Map<String, Object> model = request.model();
        model.put("view", view);
        model.put("show", show);
        model.put("choices", CHOICES);
        model.put("order", order.id());
        model.put("orders", ORDERS);
        model.put("few", few);
        model.put("labels", labels);
        model.put("rows", few ? view.rows(request, show, labels) : List.of());
        model.put("confused", view.confusedRows(request));
        model.put("classRows", view.classRows(request));
        model.put("accuracy", Figures.percent(view.accuracy()));
        model.put("topTwo", Figures.percent(view.topTwo()));
        model.put("loss", Figures.loss(view.loss()));
        model.put("batchSize", Figures.count(request.run().hyperparameters().batchSize()));
        model.put("batchAccuracy", Figures.percent(view.overBatches().accuracy()));
        model.put("batchLoss", Figures.loss(view.overBatches().loss()));
        model.put("total", Figures.count(view.total()));
        context.render("inspect/confusion.html", model);
    }

    public void json(Context context) {
        context.json(view(EpochRequest.of(archive, context)));
    }

    private ConfusionView view(EpochRequest request) {
        return ConfusionView.of(
                request.epoch(),
                request.run().hyperparameters().batchSize(),
                request.run().data().orElseThrow(),
                predictions.labelled(request.run(), request.epoch(), ImageSplit.TEST));
    }
}
