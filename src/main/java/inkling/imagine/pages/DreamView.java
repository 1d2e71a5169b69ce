package inkling.imagine.pages;

import inkling.analysis.pictures.Png;
import inkling.dataset.ImageShape;
import inkling.imagine.Dream;
import inkling.imagine.DreamEvents.DreamProgress;
import inkling.imagine.DreamRequest;
import inkling.imagine.DreamRequest.Method;
import inkling.imagine.DreamState;
import inkling.imagine.DreamState.Point;
import inkling.imagine.Picture;
import inkling.inspect.Likeliest;
import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.worker.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A dream in the words of the pages; the templates read its methods as properties.
 *
 * @param shape of the run's images
 * @param classNames of the run's data set
 * @param progress what it shows just now; empty unless it is running
 * @param state what is known to be shown
 */
record DreamView(
        Dream dream,
        ImageShape shape,
        List<String> classNames,
        Optional<DreamProgress> progress,
        Optional<DreamState> state) {
    private static final String NONE = "–";

    /** The probability of one class. */
    record Bar(
            int label,
            String name,
            boolean hidden,
            double share,
            String percent,
            boolean asked,
            @Nullable String before) {}

    /** A picture on the way. */
    record FrameView(String step, String picture) {}

    /** A line of the curve's table. */
    record PointRow(String done, String probability) {}

    public boolean active() {
        return dream.status().active();
    }

    public Method method() {
        return dream.request().method();
    }

    public int label() {
        return dream.request().label();
    }

    /** {@code a 3}, {@code “Trouser”}. */
    public String a() {
        return Dream.one(name());
    }

    /** What the button says that starts the same again; null where that gives nothing new. */
    public @Nullable String again() {
        if (dream.status() == JobStatus.FINISHED) {
            return dream.request().withSeed(0).isPresent() ? "Again, with a new seed" : null;
        }
        return active() ? null : "Start again";
    }

    public String heading() {
        return switch (dream.request().method()) {
            case NOISE -> "Noise, taken for " + a();
            case ASCENT -> "A climb towards " + a();
            case ADVERSARIAL -> "A test image, pushed towards " + a();
        };
    }

    /** What this picture is not. */
    public String caution() {
        String one = a();
        return switch (dream.request().method()) {
            case NOISE ->
                Text.of(
                        "This is not %s. It is noise, picked because the network is so sure of it: the network has no way to say “none of these”, and must share 100 %% among its outputs whatever it is shown.",
                        one);
            case ASCENT ->
                Text.of(
                        "This is not %s. It is what excites the network's idea of one: the network has no way to say “none of these”, so it can be sure of pictures in which nobody would see one.",
                        one);
            case ADVERSARIAL ->
                Text.of(
                        "This is a real test image with each pixel changed by at most %s. Whatever it passes for now, what it shows is the same: the network has no way to say “none of these”, and a small change can lead it anywhere.",
                        epsilonText());
        };
    }

    public boolean seen() {
        return state.isPresent();
    }

    /** Whether there is a picture, even where it is not at hand. */
    public boolean known() {
        return seen() || dream.logOdds().isPresent();
    }

    public @Nullable String picture() {
        return state.map(Picture::of).map(Png::address).orElse(null);
    }

    /** How sure the network is, with as many nines as are known. */
    public String sureness() {
        return dream.logOdds().isPresent()
                ? Confidence.of(dream.logOdds().getAsDouble())
                : state.map(seen -> Confidence.of(seen.logOdds())).orElse(NONE);
    }

    /**
     * Of every class, whether there is a picture yet or not; of the one asked for also where it is none. Of many classes
     * only the likeliest are shown, the likeliest first, as likeliest.js goes on to do.
     */
    public List<Bar> bars() {
        double[] shares = IntStream.range(0, Math.max(classNames.size(), label() + 1))
                .mapToDouble(c -> state.map(seen -> seen.probabilities()[c]).orElse(0.0))
                .toArray();
        return Likeliest.of(shares).stream()
                .map(each -> bar(each.label(), shares[each.label()], each.hidden() && each.label() != label()))
                .toList();
    }

    private Bar bar(int c, double share, boolean hidden) {
        String percent = state.map(seen -> sureness(seen, c)).orElse(NONE);
        Optional<String> before = state.flatMap(DreamState::before)
                .map(untouched -> Confidence.of(DreamState.logOdds(untouched.probabilities(), c), Confidence.FEW));
        return new Bar(c, name(c), hidden, share, percent, c == label(), before.orElse(null));
    }

    /** Its own class's is known better than all probabilities can say. */
    private String sureness(DreamState seen, int c) {
        return Confidence.of(
                c == label() ? seen.logOdds() : DreamState.logOdds(seen.probabilities(), c), Confidence.FEW);
    }

    /** The untouched picture of an adversarial change. */
    public @Nullable String original() {
        return state.flatMap(seen ->
                        seen.before().map(before -> Png.address(Picture.pixels(seen.shape(), before.image()))))
                .orElse(null);
    }

    /** What was added, as far as it may go. */
    public @Nullable String perturbation() {
        return state.flatMap(seen -> seen.before()
                        .map(before -> Png.address(Picture.signed(
                                seen.shape(), difference(seen.image(), before.image()), (float) epsilon()))))
                .orElse(null);
    }

    private static float[] difference(float[] after, float[] before) {
        float[] difference = new float[after.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = after[i] - before[i];
        }
        return difference;
    }

    private double epsilon() {
        return dream.request() instanceof DreamRequest.Change change
                ? change.plan().epsilon()
                : 1;
    }

    /** What its colours say. */
    public String perturbationKey() {
        return shape.isGrey()
                ? Text.of("blue −%s, red +%s", epsilonText(), epsilonText())
                : Text.of("grey where nothing, at most %s a colour", epsilonText());
    }

    /** {@code 28 × 28}, {@code 32 × 32 in colour}. */
    public String size() {
        return Text.of("%d × %d%s", shape.width(), shape.height(), shape.isGrey() ? "" : " in colour");
    }

    private String epsilonText() {
        return Numbers.plain(epsilon());
    }

    /** What the untouched picture was taken for, and how surely. */
    public String beforeWas() {
        return state.flatMap(DreamState::before)
                .map(before -> surest(before.probabilities()))
                .orElse(NONE);
    }

    /** What the picture is taken for, and how surely. */
    public String nowIs() {
        return state.map(seen -> surest(seen.probabilities())).orElse(NONE);
    }

    /** The likeliest class and how sure it is: {@code 7, 99.89 %}. */
    String surest(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return Text.of("%s, %s", name(best), Confidence.of(DreamState.logOdds(probabilities, best)));
    }

    public List<FrameView> frames() {
        return state.stream()
                .flatMap(seen -> seen.frames().stream()
                        .map(frame -> new FrameView(
                                Figures.count(frame.step()),
                                Png.address(Picture.stretched(seen.shape(), frame.image())))))
                .toList();
    }

    /** The curve's table: every improvement of a search, the first steps and every tenth part of the rest otherwise. */
    public List<PointRow> points() {
        List<Point> curve = state.map(DreamState::curve).orElse(List.of());
        int stride = method() == Method.NOISE ? 1 : Math.max(1, curve.size() / 20);
        return IntStream.range(0, curve.size())
                .filter(i -> i % stride == 0 || i == curve.size() - 1)
                .mapToObj(curve::get)
                .map(point -> new PointRow(Figures.count(point.done()), Confidence.of(point.logOdds())))
                .toList();
    }

    public double share() {
        return progress.map(now -> now.progress().share()).orElse(0.0);
    }

    public String done() {
        long done = state.map(DreamState::done).orElse(dream.done());
        return Text.of(
                "%s of %s", Figures.count(done), Figures.count(dream.request().total()));
    }

    /** Which image of the search it is, counted from 1. */
    public @Nullable String foundAt() {
        List<Point> curve = state.map(DreamState::curve).orElse(List.of());
        if (method() != Method.NOISE) {
            return null;
        }
        return curve.isEmpty()
                ? NONE
                : Figures.count(curve.get(curve.size() - 1).done());
    }

    public String speed() {
        return progress.filter(now -> now.progress().perSecond() > 0)
                .map(now -> Figures.count(Math.round(now.progress().perSecond())))
                .orElse(NONE);
    }

    public String left() {
        return progress.flatMap(now -> now.progress().left())
                .map(Figures::duration)
                .orElse(NONE);
    }

    public String took() {
        return dream.job().took().map(Figures::duration).orElse(NONE);
    }

    /** Images or steps a second over all its time, once it has ended. */
    public @Nullable String meanSpeed() {
        double seconds = dream.job().took().map(Duration::toMillis).orElse(0L) / 1000.0;
        return seconds <= 0 || method() == Method.ADVERSARIAL
                ? null
                : Figures.count(Math.round(dream.done() / seconds));
    }

    /** What to know about one that ended before its time; null for every other. */
    public @Nullable String ending() {
        String kept = seen() ? "The best so far is kept." : "There was no picture yet.";
        return switch (dream.status()) {
            case CANCELLED -> "It was cancelled. " + kept;
            case INTERRUPTED -> "Inkling ended while this was going. " + kept;
            default -> null;
        };
    }

    // Not "settings": a template would take that for a setter.
    public Map<String, String> facts() {
        return DreamSettings.of(dream, name());
    }

    /** The test image that was changed; null for every other method. */
    public @Nullable Integer testImage() {
        return dream.request() instanceof DreamRequest.Change change ? change.image() : null;
    }

    /** What the class is called that was asked for. */
    public String name() {
        return name(label());
    }

    private String name(int c) {
        return Dream.name(classNames, c);
    }
}
