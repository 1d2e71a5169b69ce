package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
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

    /** The image that an address means, as the network takes it. */
    private record Subject(Run run, ImageSplit split, int index, LabelledImages images, float[] x) {
        int label() {
            return images.label(index);
        }
    }

    public void page(Context context) {
        EpochRequest asked = EpochRequest.of(archive, context);
        Subject subject = subject(asked.run(), context);
        // Leads to the other views with this image selected.
        EpochRequest request = asked.with("select", subject.split().id() + ":" + subject.index());
        Map<String, Object> model = request.model();
        boolean ready = isReady(request);
        model.put("view", view(request, subject, ready));
        model.put("waiting", !ready);
        String query = context.queryString();
        String address = query == null ? context.path() : context.path() + "?" + query;
        model.put("address", address);
        decision(subject, address).ifPresent(decision -> model.put("decision", decision));
        ImageStory story = story(request, subject);
        model.put("story", story);
        model.put("storyRows", story.rows());
        model.put("heading", subject.split().heading(subject.index()));
        model.put("index", subject.index());
        model.put("shape", subject.images().shape());
        model.put("split", subject.split().id());
        model.put("picture", ImagePictures.url(request.run(), subject.split(), subject.index()));
        model.put(
                "walk",
                ImageNavigation.of(
                        predictions,
                        request,
                        subject.split(),
                        subject.index(),
                        subject.images().size(),
                        ""));
        model.put(
                "map",
                new Address(request.run().url() + "/map")
                        .with("split", subject.split().id())
                        .with("epoch", request.asked("epoch"))
                        .with("select", request.asked("select"))
                        .toString());
        context.render("inspect/image.html", model);
    }

    /** What can be decided of a training image; nothing of a test image, which judges. */
    private Optional<ImageDecision> decision(Subject subject, String address) {
        if (subject.split() == ImageSplit.TEST) {
            return Optional.empty();
        }
        int index = archive.indices(subject.run(), subject.split())[subject.index()];
        return Optional.of(ImageDecision.of(
                subject.run(),
                address,
                index,
                subject.label(),
                Optional.empty(),
                archive.dataset(subject.run()).classNames(),
                versions.current(subject.run())
                        .flatMap(version -> versions.corrections(version.id()).of(index))));
    }

    public void json(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        context.json(view(request, subject(request.run(), context), true));
    }

    /** What each epoch said of it, alone. */
    public void storyJson(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        context.json(story(request, subject(request.run(), context)));
    }

    private ImageStory story(EpochRequest request, Subject subject) {
        return ImageStory.of(archive, request, subject.x(), subject.label());
    }

    /** Whether near images are found at once; all training images are predicted first, for which a page waits but a moment. */
    private boolean isReady(EpochRequest request) {
        Background.Key key = new Background.Key("nearest images", request.run().id(), request.epoch());
        return background
                .waited(key, () -> nearest.index(request.run(), request.epoch()))
                .isPresent();
    }

    private Subject subject(Run run, Context context) {
        ImageSplit split = ImageSplit.of(context.pathParam("split"));
        LabelledImages images = archive.images(run, split);
        int index = ImagePictures.index(context, images, split);
        float[] x = new float[images.shape().size()];
        archive.normalisation(run).apply(images.shape(), images.pixels(), index * x.length, 1, x, 0);
        return new Subject(run, split, index, images, x);
    }

    /** @param near whether near images are looked for as well */
    private ImageView view(EpochRequest request, Subject subject, boolean near) {
        ForwardPass pass = archive.network(request.run(), request.epoch()).forward(subject.x());
        LabelledPredictions image = said(request, subject, pass);
        return ImageView.of(
                request.epoch(),
                request.run().data().orElseThrow().outputNames(),
                image,
                near
                        ? neighbours(
                                request,
                                subject,
                                single(pass.activations(
                                        request.run().blueprint().features())))
                        : List.of());
    }

    /** Of a test image what the other pages show too; of another what the network says in plain Java. */
    private LabelledPredictions said(EpochRequest request, Subject subject, ForwardPass pass) {
        byte[] label = {(byte) subject.label()};
        if (subject.split() != ImageSplit.TEST) {
            float[] logits = single(pass.logits());
            predictions.requireFinite(request.run(), request.epoch(), logits);
            return new LabelledPredictions(logits.length, label, logits);
        }
        LabelledPredictions all = predictions.labelled(request.run(), request.epoch(), ImageSplit.TEST);
        float[] logits = new float[all.classes()];
        System.arraycopy(all.logits(), subject.index() * logits.length, logits, 0, logits.length);
        return new LabelledPredictions(logits.length, label, logits);
    }

    private static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        IntStream.range(0, single.length).forEach(i -> single[i] = (float) numbers[i]);
        return single;
    }

    private List<ImageView.Neighbour> neighbours(EpochRequest request, Subject subject, float[] h2) {
        LabelledImages train = archive.images(request.run(), ImageSplit.TRAIN);
        List<String> classes = archive.dataset(request.run()).classNames();
        return nearest.to(request.run(), request.epoch(), h2, NEIGHBOURS + 1).stream()
                .filter(near -> subject.split() != ImageSplit.TRAIN || near.index() != subject.index())
                .limit(NEIGHBOURS)
                .map(near -> new ImageView.Neighbour(
                        near.index(),
                        ImagePictures.url(request.run(), ImageSplit.TRAIN, near.index()),
                        new Address(Text.of("%s/images/train/%d", request.run().url(), near.index()))
                                .with("epoch", request.asked("epoch"))
                                .toString(),
                        classes.get(train.label(near.index())),
                        Text.of("%.2f", near.distance()),
                        train.label(near.index()) == subject.label()))
                .toList();
    }
}
