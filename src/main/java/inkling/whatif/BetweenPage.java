package inkling.whatif;

import inkling.analysis.Way;
import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.errors.UserError.InvalidInput;
import inkling.inspect.RunImage;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The straight way from one image to another: what the network says on it, in pixels and in its last hidden layer. */
public final class BetweenPage {
    private static final String NO_NAME = "with must name an image, such as test:12, train:7 or validation:7";

    private final WhatIf parts;
    private final NearestImages nearest;

    BetweenPage(WhatIf parts, NearestImages nearest) {
        this.parts = parts;
        this.nearest = nearest;
    }

    public void page(Context context) {
        PredictedImage one = parts.subject(context);
        List<Destination> destinations = destinations(one);
        Optional<PredictedImage> other = other(one, destinations);
        Map<String, Object> model = parts.model(one, "between");
        model.put("destinations", destinations);
        model.put("other", other.orElse(null));
        other.ifPresent(to -> {
            model.put("passage", passageWaited(one, to).orElse(null));
            model.put("met", metWaited(one, to).orElse(null));
        });
        context.render("whatif/between.html", model);
    }

    private List<Destination> destinations(PredictedImage one) {
        return Destination.of(parts.predictions, one, parts.archive.images(one.run(), ImageSplit.TEST));
    }

    /** The image that the address names, else the first that makes sense; empty if there is none. */
    private Optional<PredictedImage> other(PredictedImage one, List<Destination> destinations) {
        return one.request()
                .asked("with")
                .map(text -> named(one, text))
                .or(() -> destinations.stream().findFirst().map(to -> subject(one, to.name())));
    }

    /** {@code test:12}, or {@code 12} of the test images. */
    private PredictedImage named(PredictedImage one, String text) {
        return ImageName.parse(text)
                .map(name -> subject(one, name))
                .orElseThrow(() -> new InvalidInput("with", Text.wrong(NO_NAME, text)));
    }

    private PredictedImage subject(PredictedImage one, ImageName name) {
        return parts.subject(RunImage.of(parts.archive, one.request(), name));
    }

    private Optional<PassageView> passageWaited(PredictedImage one, PredictedImage other) {
        return parts.waited(one, "to " + other.name(), Passage.class, () -> Passage.of(one, other))
                .map(passage -> new PassageView(one, other, passage));
    }

    private Optional<NearestOnTheWay[]> metWaited(PredictedImage one, PredictedImage other) {
        return parts.waited(one, "met before " + other.name(), NearestOnTheWay[].class, () -> met(one, other));
    }

    private NearestOnTheWay[] met(PredictedImage one, PredictedImage other) {
        return NearestOnTheWay.of(parts.archive, nearest, one, other).toArray(NearestOnTheWay[]::new);
    }

    public void json(Context context) {
        PredictedImage one = parts.subject(context);
        PredictedImage other = other(one, destinations(one)).orElseThrow(() -> new InvalidInput("with", NO_NAME));
        Passage passage = parts.required(one, "to " + other.name(), Passage.class, () -> Passage.of(one, other));
        Map<String, Object> answer = new HashMap<>(one.named());
        answer.put("with", other.name());
        answer.put("classes", one.classes());
        answer.put("at", places());
        answer.put("pixels", Line.of(passage.pixels()));
        answer.put("hidden", Line.of(passage.hidden()));
        answer.put(
                "nearest",
                parts.required(one, "met before " + other.name(), NearestOnTheWay[].class, () -> met(one, other)));
        context.json(answer);
    }

    private static List<Double> places() {
        List<Double> places = new ArrayList<>();
        for (int place = 0; place < Passage.PLACES; place++) {
            places.add(place / (Passage.PLACES - 1.0));
        }
        return places;
    }

    /** One of the ways as programs read it. */
    private record Line(List<Integer> answers, List<double[]> probabilities, List<Way.Flip> flips) {
        static Line of(Way way) {
            List<Integer> answers = new ArrayList<>();
            for (int place = 0; place < Passage.PLACES; place++) {
                answers.add(way.answer(place));
            }
            return new Line(answers, way.probabilities(), way.flips());
        }
    }
}
