package inkling.explain;

import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.attribution.Method;
import inkling.dataset.LabelledImages;
import inkling.http.Address;
import inkling.inspect.ImageNavigation;
import inkling.inspect.ImagePictures;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Which pixels of one of a run's images speak for a class, by every method, at every epoch. */
public final class WhyPage {
    private final RunArchive archive;
    private final PredictionStore predictions;
    private final Explanations explanations;
    private final Background background;

    /** @param background closed by whoever made it */
    public WhyPage(RunArchive archive, PredictionStore predictions, Explanations explanations, Background background) {
        this.archive = archive;
        this.predictions = predictions;
        this.explanations = explanations;
        this.background = background;
    }

    /** An image and what is wanted of it. */
    private record Subject(EpochRequest request, ImageSplit split, int index, LabelledImages images, Wish wish) {
        static Subject of(EpochRequest request, ImageSplit split, int index, LabelledImages images) {
            OptionalInt truth = OptionalInt.of(images.label(index));
            return new Subject(request, split, index, images, Wish.of(request, truth));
        }

        OptionalInt truth() {
            return OptionalInt.of(images.label(index));
        }

        String name() {
            return split.id() + ":" + index;
        }
    }

    public void page(Context context) {
        Subject subject = subject(context);
        EpochRequest request = subject.request().with("select", subject.name());
        Map<String, Object> model = request.model();
        model.put("heading", subject.split().heading(subject.index()));
        String image =
                Text.of("%s/images/%s/%d", request.run().url(), subject.split().id(), subject.index());
        model.put("image", image);
        model.put("shape", subject.images().shape());
        model.put(
                "walk",
                ImageNavigation.of(
                        predictions,
                        request,
                        subject.split(),
                        subject.index(),
                        subject.images().size(),
                        "/why"));
        model.put("files", files(request, image + "/why"));
        waited(subject).ifPresent(explanation -> model.put("view", view(subject, explanation)));
        context.render("explain/why.html", model);
    }

    /** Where each method's numbers and its map are, by its title. */
    private static Map<String, Map<String, String>> files(EpochRequest request, String page) {
        Map<String, Map<String, String>> files = new LinkedHashMap<>();
        for (Method method : Method.values()) {
            UnaryOperator<String> file = ending -> new Address(page + ending)
                    .with("epoch", request.epoch())
                    .with("method", method.id())
                    .with("class", request.asked("class"))
                    .with("baseline", request.asked("baseline"))
                    .with("scale", request.asked("scale"))
                    .toString();
            files.put(method.title(), Map.of("json", file.apply(".json"), "png", file.apply(".png")));
        }
        return files;
    }

    /** Of a large network it may take seconds, for which a page waits but a moment. */
    private Optional<Explanation> waited(Subject subject) {
        Wish wish = subject.wish();
        String what = Text.of("why %s is %s beside %s", subject.name(), wish.label(), wish.baseline());
        EpochRequest request = subject.request();
        return Background.await(
                background.ask(
                        new Background.Key(what, request.run().id(), request.epoch()), () -> explanation(subject)),
                System.nanoTime() + background.patience().toNanos());
    }

    private Explanation explanation(Subject subject) {
        EpochRequest request = subject.request();
        return explanations.of(request.run(), request.epoch(), subject.images().image(subject.index()), subject.wish());
    }

    private static WhyView view(Subject subject, Explanation explanation) {
        return new WhyView(
                explanation,
                subject.wish(),
                subject.request().run().data().orElseThrow().outputNames(),
                subject.truth());
    }

    /** One method's map, a pixel of it for each pixel of the image. */
    public void picture(Context context) {
        Subject subject = subject(context);
        context.contentType("image/png")
                .result(view(subject, explanation(subject)).png(subject.wish().method()));
    }

    public void json(Context context) {
        context.json(json(subject(context)));
    }

    /** What a command asks of one of a run's images; the query as the page's. */
    public ExplanationJson json(long run, ImageSplit split, String index, Map<String, String> query) {
        EpochRequest request = EpochRequest.of(archive, archive.run(run), query);
        LabelledImages images = archive.images(request.run(), split);
        return json(Subject.of(request, split, ImagePictures.index(index, images, split), images));
    }

    private ExplanationJson json(Subject subject) {
        return ExplanationJson.of(
                subject.request(),
                Optional.of(subject.name()),
                subject.truth(),
                explanation(subject),
                subject.wish().method());
    }

    private Subject subject(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        Run run = request.run();
        ImageSplit split = ImageSplit.of(context.pathParam("split"));
        LabelledImages images = archive.images(run, split);
        return Subject.of(request, split, ImagePictures.index(context, images, split), images);
    }
}
