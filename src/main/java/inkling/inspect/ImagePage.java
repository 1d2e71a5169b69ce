package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.archive.Background;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.versions.DataVersions;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.network.plain.PlainNetwork.ForwardPass;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One image of a run: what the network says of it and why, what it said before, and what it is near to. */
public final class ImagePage {
    private static final int NEIGHBOURS = 10;

    private final RunArchive archive;
    private final PredictionStore predictions;
    private final NearestImages nearest;
    private final DataVersions versions;
    private final Background background;

    /**
     * The pages of a home's images.
     *
     * @param versions what was decided of training images
     * @param background closed by whoever made it
     */
    public ImagePage(
            RunArchive archive,
            PredictionStore predictions,
            NearestImages nearest,
            DataVersions versions,
            Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.nearest = nearest;
        this.versions = versions;
        this.background = background;
    }

    public void page(Context context) {
        RunImage image = RunImage.of(archive, context);
        Map<String, Object> model = image.model(predictions, "");
        boolean ready = isReady(image.request());
        model.put("view", view(image, ready));
        model.put("waiting", !ready);
        decision(image, Address.of(context)).ifPresent(decision -> model.put("decision", decision));
        ImageStory story = story(image);
        model.put("story", story);
        model.put("storyRows", story.rows());
        model.put("index", image.name().index());
        model.put("split", image.name().split().id());
        model.put("picture", image.picture());
        model.put(
                "map",
                new Address(image.run().url() + "/map")
                        .with("split", image.name().split().id())
                        .with("epoch", image.request().asked("epoch"))
                        .with("select", image.name())
                        .toString());
        context.render("inspect/image.html", model);
    }

    /** What can be decided of a training image; nothing of a test image, which judges. */
    private Optional<ImageDecision> decision(RunImage image, String address) {
        if (image.name().split() == ImageSplit.TEST) {
            return Optional.empty();
        }
        int index =
                archive.indices(image.run(), image.name().split())[image.name().index()];
        return Optional.of(ImageDecision.of(
                image.run(),
                address,
                index,
                image.label(),
                Optional.empty(),
                archive.dataset(image.run()).classNames(),
                versions.current(image.run())
                        .flatMap(version -> versions.corrections(version.id()).of(index))));
    }

    public void json(Context context) {
        context.json(view(RunImage.of(archive, context), true));
    }

    /** What each epoch said of it, alone. */
    public void storyJson(Context context) {
        context.json(story(RunImage.of(archive, context)));
    }

    private ImageStory story(RunImage image) {
        return ImageStory.of(archive, image.request(), x(image), image.label());
    }

    /** Whether near images are found at once; all training images are predicted first, for which a page waits but a moment. */
    private boolean isReady(EpochRequest request) {
        Background.Key key = new Background.Key("nearest images", request.run().id(), request.epoch());
        return background
                .waited(key, () -> nearest.index(request.run(), request.epoch()))
                .isPresent();
    }

    private float[] x(RunImage image) {
        return image.normalised(archive.normalisation(image.run()));
    }

    /** @param near whether near images are looked for as well */
    private ImageView view(RunImage image, boolean near) {
        EpochRequest request = image.request();
        ForwardPass pass = archive.network(request.run(), request.epoch()).forward(x(image));
        return ImageView.of(
                request.epoch(),
                request.run().data().orElseThrow().outputNames(),
                said(image, pass),
                near
                        ? neighbours(
                                image,
                                single(pass.activations(
                                        request.run().blueprint().features())))
                        : List.of());
    }

    /** Of a test image what the other pages show too; of another what the network says in plain Java. */
    private LabelledPredictions said(RunImage image, ForwardPass pass) {
        EpochRequest request = image.request();
        byte[] label = {(byte) image.label()};
        if (image.name().split() != ImageSplit.TEST) {
            float[] logits = single(pass.logits());
            predictions.requireFinite(request.run(), request.epoch(), logits);
            return new LabelledPredictions(logits.length, label, logits);
        }
        LabelledPredictions all = predictions.labelled(request.run(), request.epoch(), ImageSplit.TEST);
        float[] logits = new float[all.classes()];
        System.arraycopy(all.logits(), image.name().index() * logits.length, logits, 0, logits.length);
        return new LabelledPredictions(logits.length, label, logits);
    }

    private static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        IntStream.range(0, single.length).forEach(i -> single[i] = (float) numbers[i]);
        return single;
    }

    private List<ImageView.Neighbour> neighbours(RunImage image, float[] h2) {
        EpochRequest request = image.request();
        LabelledImages train = archive.images(request.run(), ImageSplit.TRAIN);
        List<String> classes = archive.dataset(request.run()).classNames();
        return nearest.to(request.run(), request.epoch(), h2, NEIGHBOURS + 1).stream()
                .filter(near -> image.name().split() != ImageSplit.TRAIN
                        || near.index() != image.name().index())
                .limit(NEIGHBOURS)
                .map(near -> {
                    ImageName name = new ImageName(ImageSplit.TRAIN, near.index());
                    return new ImageView.Neighbour(
                            near.index(),
                            ImagePictures.url(request.run(), name),
                            new Address(name.url(request.run()))
                                    .with("epoch", request.asked("epoch"))
                                    .toString(),
                            classes.get(train.label(near.index())),
                            Text.of("%.2f", near.distance()),
                            train.label(near.index()) == image.label());
                })
                .toList();
    }
}
