package inkling.weights.features;

import inkling.analysis.pictures.FeatureMaps;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Range;
import inkling.archive.ImageName;
import inkling.http.Address;
import inkling.http.FormInput;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.weights.Bars;
import inkling.weights.LayerView;
import inkling.weights.features.FeaturePage.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a layer makes of an image, in the words of the page; the template reads its methods as properties. */
record FeatureView(Seen seen, List<String> classNames) {
    /** So many maps are shown unless all are asked for. */
    private static final int MOST = 128;

    private static final int STEPS = 256;

    /** From where to where a map's colours reach. */
    enum Scale implements Named {
        EACH("one for each"),
        ALL("one for all");

        private final String title;

        Scale(String title) {
            this.title = title;
        }

        static Scale of(EpochRequest request) {
            return request.asked("scale")
                    .map(text -> FormInput.choose("scale", List.of(values()), Named::id, text))
                    .orElse(EACH);
        }
    }

    /** Something to choose by a click. */
    record Choice(String title, String about, String url, boolean chosen) {}

    /** A channel's map. */
    record Cell(int channel, String url, String viewBox, String about, boolean chosen) {}

    private FeatureMaps maps() {
        return seen.maps();
    }

    private Address address() {
        return address(seen.image().name());
    }

    private Address address(ImageName image) {
        return new Address(image.url(seen.request().run()) + "/features")
                .with("epoch", seen.request().epoch())
                .with("layer", maps().layer().id())
                .with("scale", Scale.of(seen.request()).id());
    }

    public String heading() {
        return seen.image().name().heading();
    }

    public String label() {
        return classNames.get(seen.image().label());
    }

    /** The class that the network takes it for. */
    public String predicted() {
        double[] logits = seen.pass().logits();
        int best =
                IntStream.range(1, logits.length).reduce(0, (one, other) -> logits[other] > logits[one] ? other : one);
        String name = best < classNames.size() ? classNames.get(best) : "output " + best;
        return Text.of("%s, %s sure", name, Figures.percent(seen.pass().probabilities()[best]));
    }

    public int width() {
        return seen.image().images().shape().width();
    }

    public int height() {
        return seen.image().images().shape().height();
    }

    public @Nullable String before() {
        return index() > 0 ? other(index() - 1) : null;
    }

    public @Nullable String after() {
        return index() < seen.image().images().size() - 1 ? other(index() + 1) : null;
    }

    private int index() {
        return seen.image().name().index();
    }

    private String other(int index) {
        return address(new ImageName(seen.image().name().split(), index)).toString();
    }

    public String layer() {
        return maps().layer().id();
    }

    /** {@code conv 6x5 pad 2 makes 6 × 28 × 28 of 1 × 28 × 28}. */
    public String about() {
        Fitted layer = maps().layer();
        return Text.of(
                "%s makes %s of %s.",
                layer.layer().text(), LayerView.shape(layer.outputShape()), LayerView.shape(layer.inputShape()));
    }

    public boolean spatial() {
        return maps().spatial();
    }

    public List<Choice> layers() {
        return FeaturePage.layers(seen.request().run().blueprint()).stream()
                .map(layer -> new Choice(
                        layer.id(),
                        Text.of("%s, %s", layer.layer().text(), LayerView.shape(layer.outputShape())),
                        address().with("layer", layer.id()).toString(),
                        layer.id().equals(layer())))
                .toList();
    }

    public List<Choice> scales() {
        return Arrays.stream(Scale.values())
                .map(scale -> new Choice(
                        scale.title,
                        "",
                        address().with("scale", scale.id()).toString(),
                        scale == Scale.of(seen.request())))
                .toList();
    }

    public String sheet() {
        return address().toString().replace("/features?", "/features.png?") + "&of="
                + seen.request().run().createdAt().toEpochMilli();
    }

    public String json() {
        return address().toString().replace("/features?", "/features.json?");
    }

    public int sheetWidth() {
        return maps().sheet().sheetWidth();
    }

    public int sheetHeight() {
        return maps().sheet().sheetHeight();
    }

    public List<Cell> cells() {
        int chosen = channel().orElse(-1);
        int shown = all() ? maps().channels() : Math.min(MOST, maps().channels());
        return IntStream.range(0, shown)
                .mapToObj(channel -> new Cell(
                        channel,
                        address().with("channel", channel).toString(),
                        maps().sheet().viewBox(channel),
                        Text.of("Channel %d, %s", channel, reach(maps().range(channel))),
                        channel == chosen))
                .toList();
    }

    private boolean all() {
        return seen.request().asked("count").filter("all"::equals).isPresent();
    }

    /** Where all maps are shown; null where they are. */
    public @Nullable String more() {
        return !all() && maps().channels() > MOST
                ? address().with("count", "all").toString()
                : null;
    }

    /** The map that is enlarged; null if none is. */
    public @Nullable Cell enlarged() {
        return channel().isEmpty() || !spatial()
                ? null
                : cells().stream().filter(Cell::chosen).findFirst().orElse(null);
    }

    private OptionalInt channel() {
        return Numbers.whole(seen.request().asked("channel").orElse(""), 0, maps().channels() - 1);
    }

    /** The page of the filter that makes the enlarged map; null where none makes it alone. */
    public @Nullable String unit() {
        Layer layer = maps().layer().layer();
        return channel().isPresent() && (layer instanceof Layer.Convolution)
                ? Text.of(
                        "%s/weights/%d?epoch=%d&layer=%s",
                        seen.request().run().url(),
                        channel().getAsInt(),
                        seen.request().epoch(),
                        layer())
                : null;
    }

    /** What the ends of the scale stand for. */
    public String from() {
        boolean one = Scale.of(seen.request()) == Scale.ALL;
        return !maps().signed() ? "0" : one ? Figures.signed(-maps().range().limit()) : "– its largest";
    }

    public String to() {
        boolean one = Scale.of(seen.request()) == Scale.ALL;
        return one
                ? Figures.signed(
                        maps().signed()
                                ? maps().range().limit()
                                : maps().range().max())
                : maps().signed() ? "+ its largest" : "its largest";
    }

    public boolean signed() {
        return maps().signed();
    }

    /** The scale's colours from left to right, as a data address. */
    public String scaleBar() {
        byte[] steps = new byte[STEPS];
        IntStream.range(0, STEPS).forEach(value -> steps[value] = (byte) value);
        return Png.address(Png.of(STEPS, 1, steps, maps().colours()));
    }

    public String reach() {
        return reach(maps().range());
    }

    private static String reach(Range range) {
        return Text.of("%s to %s", Figures.signed(range.min()), Figures.signed(range.max()));
    }

    /** Of a row of numbers: a bar each, upwards and downwards. */
    public List<Bars.Bar> bars() {
        boolean output = layer().equals("logits");
        List<String> titles = IntStream.range(0, maps().channels())
                .mapToObj(i -> output && i < classNames.size() ? classNames.get(i) : String.valueOf(i))
                .toList();
        return Bars.upright(titles, maps().values());
    }
}
