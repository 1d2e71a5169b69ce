package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.Mistakes;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.TrainedOn;
import inkling.errors.UserError.NotFound;
import inkling.http.Address;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The test images that the network gets wrong, the surest first; or those that a cell, a slice or a list holds. */
public final class MistakesPage {
    private static final List<Choice> ORDERS = List.of(
            new Choice(Mistakes.Order.CONFIDENCE.id(), "confidence, the surest first"),
            new Choice(Mistakes.Order.LOSS.id(), "loss, the largest first"),
            new Choice(Mistakes.Order.INDEX.id(), "index"));

    private static final List<Choice> ANSWERS = List.of(
            new Choice(Mistakes.Answers.WRONG.id(), "mistakes"),
            new Choice(Mistakes.Answers.RIGHT.id(), "right answers"),
            new Choice(Mistakes.Answers.ALL.id(), "all"));

    private final RunArchive archive;
    private final PredictionStore predictions;

    /** One order to choose. */
    record Choice(String id, String title) {}

    public MistakesPage(RunArchive archive, PredictionStore predictions) {
        this.archive = archive;
        this.predictions = predictions;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        ImageSelection selection = ImageSelection.of(archive, request);
        MistakesView view = view(request, selection);
        Map<String, Object> model = request.model();
        model.put("view", view);
        model.put("classes", offered(request.run().data().orElseThrow(), selection));
        model.put("chosenLabel", request.asked("true").orElse(""));
        model.put("chosenPredicted", request.asked("predicted").orElse(""));
        model.put("sort", selection.order().id());
        model.put("orders", ORDERS);
        model.put("answers", selection.filter().answers().id());
        model.put("kinds", ANSWERS);
        model.put("what", selection.what());
        model.put("within", selection.within().orElse(null));
        model.put("figures", figures(request, selection).orElse(null));
        model.put("before", page(request, selection, view.page() - 1));
        model.put("after", page(request, selection, view.page() + 1));
        context.render("inspect/mistakes.html", model);
    }

    /** The classes of the data set, and as far as an output is asked for that stands for none. */
    private static List<String> offered(TrainedOn data, ImageSelection selection) {
        int asked = Math.max(
                selection.filter().label().orElse(0),
                selection.filter().predicted().orElse(0));
        return data.outputNames().subList(0, Math.max(data.classNames().size(), asked + 1));
    }

    private static String page(EpochRequest request, ImageSelection selection, int page) {
        return new Address(request.run().url() + "/mistakes")
                .with("epoch", request.asked("epoch"))
                .with(selection.query())
                .with("page", page)
                .toString();
    }

    /** Leads to the mistake that the network was surest of; to the list where it made none. */
    public void surest(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        OptionalInt image = Mistakes.surest(labelled(request));
        String list = request.run().url() + "/mistakes";
        Address address = image.isEmpty()
                ? new Address(list)
                : new Address(new ImageName(ImageSplit.TEST, image.getAsInt()).url(request.run()))
                        .with("sort", Mistakes.Order.CONFIDENCE.id());
        context.redirect(address.with(request.query()).toString(), HttpStatus.SEE_OTHER);
    }

    /** Its picture, for pages that do not wait until it is known. */
    public void surestPicture(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        int image = Mistakes.surest(labelled(request))
                .orElseThrow(() -> new NotFound(Text.of(
                        "Run %d took every test image for what it is.",
                        request.run().id())));
        context.header("Cache-Control", "no-cache");
        context.redirect(ImagePictures.url(request.run(), new ImageName(ImageSplit.TEST, image)), HttpStatus.SEE_OTHER);
    }

    private LabelledPredictions labelled(EpochRequest request) {
        return predictions.labelled(request.run(), request.epoch(), ImageSplit.TEST);
    }

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        context.json(view(request, ImageSelection.of(archive, request)));
    }

    /** Where the figures of the images stand that are chosen, whatever the network answers; empty where all are. */
    private static Optional<String> figures(EpochRequest request, ImageSelection selection) {
        boolean chosen = selection.within().isPresent() || selection.filter().isCell();
        Map<String, String> query = selection.query();
        query.keySet().retainAll(List.of("true", "predicted", "slice", "images"));
        return Optional.of(new Address(request.run().url() + "/stress/slices")
                        .with("epoch", request.asked("epoch"))
                        .with(query)
                        .toString())
                .filter(address -> chosen);
    }

    private MistakesView view(EpochRequest request, ImageSelection selection) {
        List<String> names = request.run().data().orElseThrow().outputNames();
        return MistakesView.of(request, selection, names, labelled(request));
    }
}
