package inkling.whatif;

import inkling.analysis.Way;
import inkling.archive.ImageSplit;
import inkling.archive.NearestImages;
import inkling.dataset.LabelledImages;
import inkling.errors.UserError.InvalidInput;
import inkling.inspect.ImagePictures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The straight way from one image to another: what the network says on it, in pixels and in its last hidden layer. */
public final class BetweenPage {
    private static final Pattern IMAGE = Pattern.compile("(?:(\\w+):)?(\\d+)");

    private final WhatIf parts;
    private final NearestImages nearest;

    BetweenPage(WhatIf parts, NearestImages nearest) {
        this.parts = parts;
        this.nearest = nearest;
    }

    public void page(Context context) {
        Subject one = parts.subject(context);
        List<Destination> destinations = destinations(one);
        Optional<Subject> other = other(one, destinations);
        Map<String, Object> model = parts.model(one, "between");
        model.put("destinations", destinations);
        model.put("other", other.orElse(null));
        other.ifPresent(to -> {
            model.put("passage", passageWaited(one, to).orElse(null));
            model.put("met", metWaited(one, to).orElse(null));
        });
        context.render("whatif/between.html", model);
    }

    private List<Destination> destinations(Subject one) {
        return Destination.of(parts.predictions, one, parts.archive.images(one.run(), ImageSplit.TEST));
    }

    /** The image that the address names, else the first that makes sense; empty if there is none. */
    private Optional<Subject> other(Subject one, List<Destination> destinations) {
        return one.request()
                .asked("with")
                .map(text -> named(one, text))
                .or(() -> destinations.stream()
                        .findFirst()
                        .map(to -> parts.subject(one.request(), ImageSplit.TEST, to.index())));
    }

    /** {@code test:12}, or {@code 12} of the test images. */
    private Subject named(Subject one, String text) {
        Matcher matcher = IMAGE.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidInput("with", Text.of("with must name an image, such as test:12, was %s", text));
        }
        ImageSplit split = matcher.group(1) == null ? ImageSplit.TEST : ImageSplit.of(matcher.group(1));
        LabelledImages images = parts.archive.images(one.run(), split);
        return parts.subject(one.request(), split, ImagePictures.index(matcher.group(2), images, split));
    }

    private Optional<PassageView> passageWaited(Subject one, Subject other) {
        return parts.waited(one, "to " + other.name(), Passage.class, () -> Passage.of(one, other))
                .map(passage -> new PassageView(one, other, passage));
    }

    private Optional<Met[]> metWaited(Subject one, Subject other) {
        return parts.waited(one, "met before " + other.name(), Met[].class, () -> met(one, other));
    }

    private Met[] met(Subject one, Subject other) {
        return Met.of(parts.archive, nearest, one, other).toArray(Met[]::new);
    }

    public void json(Context context) {
        Subject one = parts.subject(context);
        Subject other = other(one, destinations(one))
                .orElseThrow(() -> new InvalidInput("with", "with must name an image, such as test:12"));
        Passage passage = parts.worked(one, "to " + other.name(), Passage.class, () -> Passage.of(one, other));
        Map<String, Object> answer = new HashMap<>(one.named());
        answer.put("with", other.name());
        answer.put("classes", one.classes());
        answer.put("at", places());
        answer.put("pixels", Line.of(passage.pixels()));
        answer.put("hidden", Line.of(passage.hidden()));
        answer.put("nearest", parts.worked(one, "met before " + other.name(), Met[].class, () -> met(one, other)));
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
