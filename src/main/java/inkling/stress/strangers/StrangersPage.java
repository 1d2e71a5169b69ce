package inkling.stress.strangers;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.pictures.Png;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.SoftCache;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.NotFound;
import inkling.http.Address;
import inkling.http.AtReadOnly;
import inkling.http.FormInput;
import inkling.runs.EpochRequest;
import inkling.stress.strangers.StrangersView.KindView;
import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How well the confidence of an epoch's network tells test images from strangers. */
public final class StrangersPage {
    private static final String PICTURES = "private, max-age=600";
    private static final int VIEWS = 64;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Strangers strangers;
    private final Background background;
    /** A page that looks again finds what was worked out meanwhile. */
    private final SoftCache<Key, StrangersView> views = new SoftCache<>(VIEWS);

    private record Key(long run, int epoch, String checkpoint, String kind, String stamp) {}

    /** A line of the table of all sorts. */
    record Line(KindView kind, String url, boolean current) {}

    /** @param background closed by whoever made it */
    public StrangersPage(RunArchive archive, PredictionStore predictions, Strangers strangers, Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.strangers = strangers;
        this.background = background;
    }

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        Kind kind = strangers.kind(run, isForAll(context), request.asked("with"));
        // Of letters and noise it takes a moment; another data set is read first, which a page does not wait for.
        Optional<StrangersView> view = views.known(named(request, kind))
                .or(() -> background.waited(key(request, kind), () -> look(request, kind)));
        Map<String, Object> model = request.model();
        model.put("kind", kind);
        model.put("kinds", strangers.kinds(run, isForAll(context)));
        model.put("view", view.orElse(null));
        model.put("address", url(request, kind.id()));
        view.ifPresent(known -> {
            model.put(
                    "lines",
                    known.kinds().stream()
                            .map(each -> new Line(
                                    each, url(request, each.id()), each.id().equals(kind.id())))
                            .toList());
            model.put(
                    "chosen",
                    known.kinds().stream()
                            .filter(each -> each.id().equals(kind.id()))
                            .findFirst()
                            .orElseThrow());
            model.put("testCount", Figures.count(known.testImages()));
        });
        model.put("pictures", new Address(run.url() + "/stress/strangers/").toString());
        context.render("stress/strangers.html", model);
    }

    /** Who may look only is shown nothing that lies elsewhere on the machine. */
    private static boolean isForAll(Context context) {
        return !AtReadOnly.asks(context);
    }

    private static String url(EpochRequest request, String with) {
        return new Address(request.run().url() + "/stress/strangers")
                .with("epoch", request.asked("epoch"))
                .with("with", with)
                .toString();
    }

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Kind kind = strangers.kind(request.run(), isForAll(context), request.asked("with"));
        context.json(background.required(key(request, kind), () -> look(request, kind)));
    }

    private static Background.Key key(EpochRequest request, Kind kind) {
        return new Background.Key("strangers " + kind.id(), request.run().id(), request.epoch());
    }

    private StrangersView look(EpochRequest request, Kind kind) {
        return views.get(named(request, kind), () -> worked(request, kind));
    }

    private Key named(EpochRequest request, Kind kind) {
        Run run = request.run();
        return new Key(
                run.id(), request.epoch(), archive.checkpointVersion(run, request.epoch()), kind.id(), kind.stamp());
    }

    private StrangersView worked(EpochRequest request, Kind kind) {
        Run run = request.run();
        LabelledPredictions test = predictions.labelled(run, request.epoch(), ImageSplit.TEST);
        List<Kind> shown = new ArrayList<>(Strangers.made());
        if (!shown.contains(kind)) {
            shown.add(kind);
        }
        List<KindView> kinds = shown.stream()
                .map(each -> KindView.of(each, test, strangers.said(run, request.epoch(), each)))
                .toList();
        return StrangersView.of(
                request.epoch(),
                kind,
                kinds,
                run.data().orElseThrow().outputNames(),
                test,
                strangers.said(run, request.epoch(), kind));
    }

    /** The picture of a stranger. */
    public void picture(Context context) {
        Run run = EpochRequest.run(archive, context);
        Kind kind = strangers.kind(
                run,
                isForAll(context),
                Optional.ofNullable(FormInput.query(context).get("with")).filter(text -> !text.isEmpty()));
        LabelledImages images = strangers.images(run, kind);
        String text = context.pathParam("index");
        int index = Numbers.whole(text, 0, images.size() - 1)
                .orElseThrow(() -> new NotFound(
                        Text.of("There is no stranger %s; they are counted from 0 to %d.", text, images.size() - 1)));
        context.header("Cache-Control", PICTURES);
        context.contentType("image/png").result(Png.of(images.shape(), images.image(index)));
    }
}
