package inkling.inspect.pages;

import inkling.analysis.LabelledPredictions;
import inkling.dataset.LabelledImages;
import inkling.http.WebServer.Routes;
import inkling.inspect.Address;
import inkling.inspect.ImageSplit;
import inkling.inspect.NearestImages;
import inkling.inspect.Pictures;
import inkling.inspect.PredictionStore;
import inkling.inspect.RunArchive;
import inkling.inspect.Shown;
import inkling.network.Architecture;
import inkling.network.plain.DenseNetwork.ForwardPass;
import inkling.runs.store.Run;
import inkling.text.Text;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One image of a run: what the network says of it and why, what it said before, and what it is near to. */
public final class ImagePage implements Routes {
    private static final String PATH = "/runs/{id}/images/{split}/{index}";
    private static final int NEIGHBOURS = 10;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final NearestImages nearest;

    public ImagePage(RunArchive archive, PredictionStore predictions, NearestImages nearest) {
        this.archive = archive;
        this.predictions = predictions;
        this.nearest = nearest;
    }

    /** The image that an address means, as the network takes it. */
    private record Subject(Run run, ImageSplit split, int index, LabelledImages images, float[] x) {
        int label() {
            return images.label(index);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        // The one without an ending takes every ending, so it stands last.
        routes.get(PATH + ".json", context -> {
            Shown shown = Shown.of(archive, context);
            context.json(view(shown, subject(shown.run(), context)));
        });
        routes.get(PATH, this::page);
    }

    private void page(Context context) {
        Shown asked = Shown.of(archive, context);
        Subject subject = subject(asked.run(), context);
        Shown shown = selecting(asked, subject);
        Map<String, Object> model = shown.model();
        model.put("view", view(shown, subject));
        ImageStory story = ImageStory.of(archive, shown.run(), shown.epochs(), subject.x(), subject.label());
        model.put("story", story);
        model.put("storyRows", story.rows());
        model.put(
                "heading",
                Text.of("%s image %d", subject.split() == ImageSplit.TEST ? "Test" : "Training", subject.index()));
        model.put("index", subject.index());
        model.put("split", subject.split().id());
        model.put("picture", Pictures.url(shown.run(), subject.split(), subject.index()));
        model.put(
                "walk",
                Walk.of(
                        shown,
                        subject.split(),
                        subject.index(),
                        subject.images().size(),
                        selection(shown, subject)));
        model.put(
                "map",
                new Address(shown.run().url() + "/map")
                        .with("split", subject.split().id())
                        .with("epoch", shown.asked("epoch"))
                        .with("select", shown.asked("select"))
                        .toString());
        context.render("inspect/image.html", model);
    }

    /** Leads to the other views with this image selected. */
    private static Shown selecting(Shown shown, Subject subject) {
        Map<String, String> query = new HashMap<>(shown.query());
        query.put("select", subject.split().id() + ":" + subject.index());
        return new Shown(shown.run(), shown.epoch(), shown.epochs(), query);
    }

    private Subject subject(Run run, Context context) {
        ImageSplit split = ImageSplit.of(context.pathParam("split"));
        LabelledImages images = archive.images(run, split);
        int index = Pictures.index(context, images, split);
        float[] x = new float[LabelledImages.PIXELS];
        archive.normalisation(run).apply(images.pixels(), index * LabelledImages.PIXELS, x.length, x, 0);
        return new Subject(run, split, index, images, x);
    }

    /** The images that are walked through, if the address says which; mistakes are looked for among test images only. */
    private Optional<int[]> selection(Shown shown, Subject subject) {
        Selection selection = Selection.of(shown);
        if (!selection.asked() || subject.split() != ImageSplit.TEST) {
            return Optional.empty();
        }
        return Optional.of(selection.select(predictions.labelled(shown.run(), shown.epoch(), ImageSplit.TEST)));
    }

    private ImageView view(Shown shown, Subject subject) {
        ForwardPass pass = archive.network(shown.run(), shown.epoch()).forward(subject.x());
        LabelledPredictions image = said(shown, subject, pass);
        return ImageView.of(
                shown.epoch(),
                Architecture.outputNames(archive.dataset(shown.run()).classNames()),
                image,
                neighbours(shown, subject, single(pass.h2())));
    }

    /** Of a test image what the other pages show too; of a training image what the network says in plain Java. */
    private LabelledPredictions said(Shown shown, Subject subject, ForwardPass pass) {
        byte[] label = {(byte) subject.label()};
        if (subject.split() == ImageSplit.TRAIN) {
            float[] logits = single(pass.logits());
            predictions.requireFinite(shown.run(), shown.epoch(), logits);
            return new LabelledPredictions(logits.length, label, logits);
        }
        LabelledPredictions all = predictions.labelled(shown.run(), shown.epoch(), ImageSplit.TEST);
        float[] logits = new float[all.classes()];
        System.arraycopy(all.logits(), subject.index() * logits.length, logits, 0, logits.length);
        return new LabelledPredictions(logits.length, label, logits);
    }

    private static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        IntStream.range(0, single.length).forEach(i -> single[i] = (float) numbers[i]);
        return single;
    }

    private List<ImageView.Neighbour> neighbours(Shown shown, Subject subject, float[] h2) {
        LabelledImages train = archive.images(shown.run(), ImageSplit.TRAIN);
        List<String> classes = archive.dataset(shown.run()).classNames();
        return nearest.to(shown.run(), shown.epoch(), h2, NEIGHBOURS + 1).stream()
                .filter(near -> subject.split() == ImageSplit.TEST || near.index() != subject.index())
                .limit(NEIGHBOURS)
                .map(near -> new ImageView.Neighbour(
                        near.index(),
                        Pictures.url(shown.run(), ImageSplit.TRAIN, near.index()),
                        new Address(Text.of("%s/images/train/%d", shown.run().url(), near.index()))
                                .with("epoch", shown.asked("epoch"))
                                .toString(),
                        classes.get(train.label(near.index())),
                        Text.of("%.2f", near.distance()),
                        train.label(near.index()) == subject.label()))
                .toList();
    }
}
