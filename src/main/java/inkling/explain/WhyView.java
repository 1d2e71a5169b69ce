package inkling.explain;

import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Range;
import inkling.attribution.Attribution;
import inkling.attribution.Baseline;
import inkling.attribution.Method;
import inkling.attribution.Occlusion;
import inkling.attribution.SmoothGradients;
import inkling.dataset.ImageShape;
import inkling.explain.ExplanationRequest.Scale;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An explanation in the words of the pages; the templates read its methods as properties.
 *
 * @param names of the outputs
 * @param truth the picture's own class; empty if nobody knows it
 */
public record WhyView(Explanation of, ExplanationRequest wanted, List<String> names, OptionalInt truth) {
    private static final int STEPS = 256;
    /** Pixels whose numbers a page holds, for whoever points at them. */
    private static final int MOST_NUMBERS = 128 * 128;

    private static final int STRONGEST = 5;

    /** Something to choose. */
    record Choice(String value, String title, boolean chosen) {}

    /** A map as a picture: {@code about} says what its pixels' numbers are. */
    record MapView(String title, String about, String reach, String picture) {}

    /** What a method's map comes to. */
    record Row(String title, String sum, String share, String how) {}

    /** A pixel that speaks strongly. */
    record Strong(int row, int column, String value) {}

    /** The pixels that speak most for the class and most against it, the strongest first. */
    record Extremes(String title, List<Strong> above, List<Strong> below) {}

    /** What the picture and the maps have at each pixel, row by row, as it is written. */
    record Numbers(int width, int height, List<String> titles, List<List<String>> values) {}

    /** The picture's own class and the predicted one first, then all. */
    public List<Choice> classes() {
        List<Choice> choices = new ArrayList<>();
        boolean right = truth.equals(OptionalInt.of(of.predicted()));
        boolean byTruth = wanted.chosen().equals(ExplanationRequest.TRUE);
        boolean byAnswer = wanted.chosen().equals(ExplanationRequest.PREDICTED);
        if (right) {
            String word = byTruth ? ExplanationRequest.TRUE : ExplanationRequest.PREDICTED;
            choices.add(new Choice(word, "predicted and true: " + names.get(of.predicted()), byTruth || byAnswer));
        } else {
            choices.add(new Choice(ExplanationRequest.PREDICTED, "predicted: " + names.get(of.predicted()), byAnswer));
            truth.ifPresent(
                    label -> choices.add(new Choice(ExplanationRequest.TRUE, "true: " + names.get(label), byTruth)));
        }
        for (int label = 0; label < names.size(); label++) {
            boolean chosen = !byTruth && !byAnswer && label == of.label();
            choices.add(new Choice(String.valueOf(label), names.get(label), chosen));
        }
        return choices;
    }

    public List<Choice> baselines() {
        return choices(Baseline.values(), Baseline::title, of.baseline());
    }

    public List<Choice> scales() {
        return choices(Scale.values(), scale -> scale.title, wanted.scale());
    }

    private static <E extends Named> List<Choice> choices(E[] all, Function<E, String> title, E chosen) {
        return Arrays.stream(all)
                .map(each -> new Choice(each.id(), title.apply(each), each == chosen))
                .toList();
    }

    public String className() {
        return names.get(of.label());
    }

    /** What the picture is, if that is known, and what it is taken for. */
    public String verdict() {
        String taken = names.get(of.predicted());
        if (truth.isEmpty()) {
            return Text.of("Taken for %s.", taken);
        }
        String own = names.get(truth.getAsInt());
        return truth.getAsInt() == of.predicted()
                ? Text.of("%s, and taken for it.", own)
                : Text.of("%s, but taken for %s.", own, taken);
    }

    /** The baseline's name, within a sentence. */
    public String baseline() {
        return of.baseline().title();
    }

    public String picture() {
        return Png.address(Png.of(of.shape(), of.picture()));
    }

    public String baselinePicture() {
        float[] values = of.question().baseline();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * values[i]);
        }
        return Png.address(Png.of(of.shape(), bytes));
    }

    public List<MapView> maps() {
        return Arrays.stream(Method.values())
                .map(method -> new MapView(
                        method.title(),
                        about(method),
                        Text.of("± %s", Figures.signed(limit(method))),
                        Png.address(png(method))))
                .toList();
    }

    private static String about(Method method) {
        return switch (method) {
            case IG -> "what each pixel adds, on the way from the baseline";
            case OCCLUSION -> "what is lost where the baseline covers it";
            case SMOOTH -> "what a brighter pixel would add";
        };
    }

    /** A map from blue below zero over near white to red above, over the scale's reach. */
    byte[] png(Method method) {
        double[] map = of.by(method).map();
        float limit = wanted.scale() == Scale.ALL ? limit() : limit(method);
        Range range = new Range(-limit, limit);
        byte[] bytes = new byte[map.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = range.signed((float) map[i]);
        }
        return Png.of(of.shape().width(), of.shape().height(), bytes, ColourMap.SIGNED);
    }

    /** The largest size of a number in all maps. */
    private float limit() {
        float limit = 0;
        for (Method method : Method.values()) {
            limit = Math.max(limit, limit(method));
        }
        return limit;
    }

    private float limit(Method method) {
        return (float) Arrays.stream(of.by(method).map()).map(Math::abs).max().orElse(0);
    }

    public boolean together() {
        return wanted.scale() == Scale.ALL;
    }

    public String from() {
        return together() ? Figures.signed(-limit()) : "− its largest";
    }

    public String to() {
        return together() ? "+" + Figures.signed(limit()) : "+ its largest";
    }

    /** The scale's colours from left to right. */
    public String scaleBar() {
        byte[] steps = new byte[STEPS];
        IntStream.range(0, STEPS).forEach(value -> steps[value] = (byte) value);
        return Png.address(Png.of(STEPS, 1, steps, ColourMap.SIGNED));
    }

    public String pictureLogit() {
        return Figures.signed(of.ends().picture()[of.label()]);
    }

    public String baselineLogit() {
        return Figures.signed(of.ends().baseline()[of.label()]);
    }

    public String difference() {
        return signed(of.difference());
    }

    public List<Row> rows() {
        return of.attributions().stream()
                .map(each -> new Row(each.method().title(), signed(each.sum()), share(each), how(each)))
                .toList();
    }

    /** The sum as a share of the difference of the logits; none of slopes, or where there is no difference to speak of. */
    private String share(Attribution attribution) {
        boolean comparable = attribution.method() != Method.SMOOTH && Math.abs(of.difference()) >= 0.01;
        return comparable
                ? Text.of("%.1f\u2009%%", 100 * attribution.sum() / of.difference())
                        .replace('-', '−')
                : "–";
    }

    private String how(Attribution attribution) {
        ImageShape shape = of.shape();
        String count = Figures.count(attribution.passes());
        return switch (attribution.method()) {
            case IG -> Text.of("%s steps from the baseline to the picture", count);
            case OCCLUSION ->
                Text.of(
                        "%s windows of %d × %d pixels",
                        count, Occlusion.window(shape.width()), Occlusion.window(shape.height()));
            case SMOOTH ->
                Text.of("%s copies with noise of %.0f\u2009%% of its range", count, 100 * SmoothGradients.NOISE);
        };
    }

    public List<Extremes> extremes() {
        return of.attributions().stream()
                .map(each -> {
                    double[] map = each.map();
                    Comparator<Integer> falling = Comparator.comparingDouble(pixel -> -map[pixel]);
                    return new Extremes(
                            each.method().title(), strongest(map, falling, 1), strongest(map, falling.reversed(), -1));
                })
                .toList();
    }

    private List<Strong> strongest(double[] map, Comparator<Integer> order, int sign) {
        return IntStream.range(0, map.length)
                .filter(pixel -> sign * map[pixel] > 0)
                .boxed()
                .sorted(order)
                .limit(STRONGEST)
                .map(pixel -> new Strong(
                        pixel / of.shape().width(), pixel % of.shape().width(), signed(map[pixel])))
                .toList();
    }

    /** None of a picture with more pixels than a page can hold. */
    public @Nullable Numbers numbers() {
        ImageShape shape = of.shape();
        if (shape.plane() > MOST_NUMBERS) {
            return null;
        }
        List<String> titles = new ArrayList<>(List.of("Pixel"));
        List<List<String>> values = new ArrayList<>(
                List.of(IntStream.range(0, shape.plane()).mapToObj(this::pixel).toList()));
        for (Attribution each : of.attributions()) {
            titles.add(each.method().title());
            values.add(Arrays.stream(each.map()).mapToObj(WhyView::signed).toList());
        }
        return new Numbers(shape.width(), shape.height(), titles, values);
    }

    /** Of 0 to 1, each colour's if it has several. */
    private String pixel(int pixel) {
        List<String> channels = IntStream.range(0, of.shape().channels())
                .mapToObj(channel ->
                        Text.of("%.2f", (of.picture()[channel * of.shape().plane() + pixel] & 0xff) / 255.0))
                .toList();
        return String.join("/", channels);
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Figures.signed(value);
    }
}
