package inkling.explain;

import inkling.archive.Background;
import inkling.archive.ImageName;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.attribution.Method;
import inkling.http.Address;
import inkling.inspect.RunImage;
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
    private record Asked(RunImage image, ExplanationRequest wanted) {
        static Asked of(RunImage image) {
            return new Asked(image, ExplanationRequest.of(image.request(), OptionalInt.of(image.label())));
        }

        OptionalInt truth() {
            return OptionalInt.of(image.label());
        }
    }

    public void page(Context context) {
        Asked asked = asked(context);
        RunImage image = asked.image();
        Map<String, Object> model = image.model(predictions, "/why");
        model.put("image", image.url());
        model.put("files", files(image.request(), image.url() + "/why"));
        waited(asked).ifPresent(explanation -> model.put("view", view(asked, explanation)));
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
    private Optional<Explanation> waited(Asked asked) {
        ExplanationRequest wanted = asked.wanted();
        String what = Text.of("why %s is %s beside %s", asked.image().name(), wanted.label(), wanted.baseline());
        RunImage image = asked.image();
        int epoch = image.request().epoch();
        return explanations
                .known(image.run(), epoch, image.pixels(), wanted)
                .or(() ->
                        background.waited(new Background.Key(what, image.run().id(), epoch), () -> explanation(asked)));
    }

    private Explanation explanation(Asked asked) {
        RunImage image = asked.image();
        return explanations.of(image.run(), image.request().epoch(), image.pixels(), asked.wanted());
    }

    private static WhyView view(Asked asked, Explanation explanation) {
        return new WhyView(
                explanation,
                asked.wanted(),
                asked.image().run().data().orElseThrow().outputNames(),
                asked.truth());
    }

    /** One method's map, a pixel of it for each pixel of the image. */
    public void picture(Context context) {
        Asked asked = asked(context);
        context.contentType("image/png")
                .result(view(asked, explanation(asked)).png(asked.wanted().method()));
    }

    public void json(Context context) {
        context.json(json(asked(context)));
    }

    /** What a command asks of one of a run's images; the query as the page's. */
    public ExplanationJson json(long run, ImageName image, Map<String, String> query) {
        EpochRequest request = EpochRequest.of(archive, archive.run(run), query);
        return json(Asked.of(RunImage.of(archive, request, image)));
    }

    private ExplanationJson json(Asked asked) {
        return ExplanationJson.of(
                asked.image().request(),
                Optional.of(asked.image().name()),
                asked.truth(),
                explanation(asked),
                asked.wanted().method());
    }

    private Asked asked(Context context) {
        return Asked.of(RunImage.of(archive, context));
    }
}
