package inkling.compare.views;

import inkling.analysis.LabelledPredictions;
import inkling.archive.Background;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.runs.TrainedOn;
import inkling.compare.views.Results.Seen;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the networks of a comparison say of the test images. */
public record Answers(Results<LabelledPredictions> results, List<String> classes) {
    private static final String WHAT = "answers";

    public Answers {
        classes = List.copyOf(classes);
    }

    /** Two runs that answered the same images. */
    public record Pair(Seen<LabelledPredictions> a, Seen<LabelledPredictions> b) {}

    /** Those that are known in a moment. */
    public static Answers of(Background background, PredictionStore predictions, ComparedRuns runs) {
        return of(Results.look(background, WHAT, runs, side -> labelled(predictions, side)));
    }

    /** All of them, however long it takes. */
    public static Answers all(Background background, PredictionStore predictions, ComparedRuns runs) {
        return of(Results.lookThrough(background, WHAT, runs, side -> labelled(predictions, side)));
    }

    private static LabelledPredictions labelled(PredictionStore predictions, ComparedRun side) {
        return predictions.labelled(side.run(), side.at(), ImageSplit.TEST);
    }

    private static Answers of(Results<LabelledPredictions> results) {
        List<String> classes = results.baseline()
                .flatMap(seen -> seen.side().run().data())
                .map(TrainedOn::classNames)
                .orElse(List.of());
        return new Answers(results, classes);
    }

    /** What the baseline calls the outputs of every network; one of an earlier version has more than there are classes. */
    public List<String> outputs() {
        int most = results.seen().stream()
                .mapToInt(seen -> seen.value().classes())
                .max()
                .orElse(0);
        return results.baseline().flatMap(seen -> seen.side().run().data()).stream()
                .flatMap(data -> IntStream.range(0, most).mapToObj(data::outputName))
                .toList();
    }

    /** Those that answered the same test images as the baseline, the baseline among them. */
    public List<Seen<LabelledPredictions>> alike() {
        return results.alike();
    }

    /**
     * The two runs that {@code &a=3&b=7} names; without, the baseline and the first of the others.
     *
     * @return empty where fewer than two runs can be compared image by image, or one of those named is not among them
     * @throws InvalidInput if a run is named that is not compared, or the same one twice
     */
    public Optional<Pair> pair() {
        List<Seen<LabelledPredictions>> alike = alike();
        Optional<Seen<LabelledPredictions>> usualA = results.baseline()
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
        Optional<String> asked = results.runs().compared().asked(name);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> id = results.runs().all().stream()
                .map(ComparedRun::id)
                .filter(each -> String.valueOf(each).equals(asked.get()))
                .findFirst();
        boolean twice =
                name.equals("b") && asked.equals(results.runs().compared().asked("a"));
        if (id.isEmpty() || twice) {
            throw new InvalidInput(
                    name,
                    twice
                            ? "a and b must be two runs, were both " + asked.get()
                            : Text.of(
                                    "%s must be one of the runs %s, was %s",
                                    name, results.runs().compared().ids(), asked.get()));
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
