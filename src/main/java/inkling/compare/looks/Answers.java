package inkling.compare.looks;

import inkling.analysis.LabelledPredictions;
import inkling.compare.looks.Looked.Seen;
import inkling.http.UserError.InvalidInput;
import inkling.inspect.ImageSplit;
import inkling.inspect.PredictionStore;
import inkling.runs.store.TrainedOn;
import inkling.text.Text;
import java.util.List;
import java.util.Optional;

/** What the networks of a comparison say of the test images. */
public record Answers(Looked<LabelledPredictions> looked, List<String> classes) {
    private static final String WHAT = "answers";

    public Answers {
        classes = List.copyOf(classes);
    }

    /** Two runs that answered the same images. */
    public record Pair(Seen<LabelledPredictions> a, Seen<LabelledPredictions> b) {}

    /** Those that are known in a moment. */
    public static Answers of(Soon soon, PredictionStore predictions, Sides sides) {
        return of(soon.look(WHAT, sides, side -> labelled(predictions, side)));
    }

    /** All of them, however long it takes. */
    public static Answers all(Soon soon, PredictionStore predictions, Sides sides) {
        return of(soon.lookThrough(WHAT, sides, side -> labelled(predictions, side)));
    }

    private static LabelledPredictions labelled(PredictionStore predictions, Side side) {
        return predictions.labelled(side.run(), side.at(), ImageSplit.TEST);
    }

    private static Answers of(Looked<LabelledPredictions> looked) {
        List<String> classes = looked.baseline()
                .flatMap(seen -> seen.side().run().data())
                .map(TrainedOn::classNames)
                .orElse(List.of());
        return new Answers(looked, classes);
    }

    /** Those that answered the same test images as the baseline, the baseline among them. */
    public List<Seen<LabelledPredictions>> alike() {
        return looked.alike();
    }

    /**
     * The two runs that {@code &a=3&b=7} names; without, the baseline and the first of the others.
     *
     * @return empty where fewer than two runs can be compared image by image, or one of those named is not among them
     * @throws InvalidInput if a run is named that is not compared, or the same one twice
     */
    public Optional<Pair> pair() {
        List<Seen<LabelledPredictions>> alike = alike();
        Optional<Seen<LabelledPredictions>> usualA = looked.baseline()
                .filter(base -> named("b").filter(b -> b == base.side().id()).isEmpty());
        Optional<Seen<LabelledPredictions>> a = named("a").isPresent()
                ? named("a").flatMap(id -> with(alike, id))
                : usualA.or(() -> other(alike, named("b").orElse(-1L)));
        Optional<Seen<LabelledPredictions>> b = named("b").isPresent()
                ? named("b").flatMap(id -> with(alike, id))
                : a.flatMap(first -> other(alike, first.side().id()));
        return a.flatMap(first -> b.map(second -> new Pair(first, second)));
    }

    private Optional<Long> named(String name) {
        Optional<String> asked = looked.sides().compared().asked(name);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> id = looked.sides().all().stream()
                .map(Side::id)
                .filter(each -> String.valueOf(each).equals(asked.get()))
                .findFirst();
        boolean twice =
                name.equals("b") && asked.equals(looked.sides().compared().asked("a"));
        if (id.isEmpty() || twice) {
            throw new InvalidInput(
                    name,
                    twice
                            ? "a and b must be two runs, were both " + asked.get()
                            : Text.of(
                                    "%s must be one of the runs %s, was %s",
                                    name, looked.sides().compared().ids(), asked.get()));
        }
        return id;
    }

    private static Optional<Seen<LabelledPredictions>> with(List<Seen<LabelledPredictions>> alike, long id) {
        return alike.stream().filter(seen -> seen.side().id() == id).findFirst();
    }

    private static Optional<Seen<LabelledPredictions>> other(List<Seen<LabelledPredictions>> alike, long id) {
        return alike.stream().filter(seen -> seen.side().id() != id).findFirst();
    }
}
