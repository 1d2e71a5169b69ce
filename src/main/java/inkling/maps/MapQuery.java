package inkling.maps;

import static java.util.stream.Collectors.joining;

import inkling.archive.ImageName;
import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which maps a page is about, as its address says; what it does not say is as on the first visit.
 *
 * <p>Colours, hidden classes and the selected image are in the address too, but are the browser's affair.
 */
record MapQuery(Run run, int epoch, ImageSplit split, String layer, Method method) {
    /** What addresses of earlier versions call the last hidden layer of any network. */
    private static final String HIDDEN = "h2";

    /** The images of which there are maps. */
    private static final ImageSplit[] SPLITS = {ImageSplit.TEST, ImageSplit.TRAIN};

    /** @throws InvalidInput if what the address says is none that there is */
    static MapQuery of(EpochRequest request) {
        return of(request.run(), request.epoch(), request.query());
    }

    private static MapQuery of(Run run, int epoch, Map<String, String> query) {
        return new MapQuery(
                run,
                epoch,
                choose(query, "split", usualSplit(query), SPLITS, ImageSplit::id),
                layer(run, query.getOrDefault("layer", "")),
                choose(query, "method", Method.PCA, Method.values(), Method::id));
    }

    private static String layer(Run run, String text) {
        List<String> ids = layers(run).stream().map(Fitted::id).toList();
        boolean hidden = text.isEmpty() || text.equals(HIDDEN) && !ids.contains(HIDDEN);
        return hidden ? run.blueprint().features() : FormInput.choose("layer", ids, id -> id, text);
    }

    /** The layers of which there can be maps: without those that change no number of an image. */
    private static List<Fitted> layers(Run run) {
        return run.blueprint().layers().stream()
                .filter(each -> !(each.layer() instanceof Layer.Dropout)
                        && (!(each.layer() instanceof Layer.Flatten)
                                || each.id().equals(run.blueprint().features())))
                .toList();
    }

    /** An image that was selected in another view is on the map of its own split. */
    private static ImageSplit usualSplit(Map<String, String> query) {
        return ImageName.parse(query.getOrDefault("select", ""))
                .map(ImageName::split)
                .filter(ImageSplit.TEST::equals)
                .orElse(ImageSplit.TRAIN);
    }

    /** What a filled-in form asks for; its fields are named as in the address. */
    static MapQuery of(Run run, RunArchive archive, Map<String, String> fields) {
        return of(run, archive.epoch(run, Optional.ofNullable(fields.get("epoch"))), fields);
    }

    /** The page that shows this map. */
    static MapQuery of(Run run, Projection map) {
        Projection.What what = map.what();
        return new MapQuery(run, what.epoch(), what.split(), what.layer(), what.method());
    }

    private static <E> E choose(Map<String, String> query, String name, E usual, E[] all, Function<E, String> id) {
        String text = query.getOrDefault(name, "");
        return text.isEmpty() ? usual : FormInput.choose(name, List.of(all), id, text);
    }

    boolean shows(Projection map) {
        return shows(map, map.what().epoch());
    }

    /** The same for a map that stands for all of its series. */
    boolean shows(Projection map, int atEpoch) {
        Projection.What what = map.what();
        return atEpoch == epoch && what.split() == split && what.layer().equals(layer) && what.method() == method;
    }

    public String url() {
        return Text.of("%s/map?layer=%s&method=%s&split=%s&epoch=%d", run.url(), layer, method.id(), split.id(), epoch);
    }

    /**
     * One of the kinds of map to choose from.
     *
     * @param current whether it is shown
     */
    record Kind(String title, String url, boolean current) {}

    /** The maps one choice away: by representation, by method, by images. */
    Map<String, List<Kind>> kinds() {
        Map<String, List<Kind>> kinds = new LinkedHashMap<>();
        kinds.put(
                "Representation",
                kinds(
                        Stream.of(run.blueprint().features(), Blueprint.OUTPUT, layer)
                                .distinct()
                                .toArray(String[]::new),
                        each -> each,
                        each -> new MapQuery(run, epoch, split, each, method)));
        kinds.put(
                "Method", kinds(Method.values(), Method::title, each -> new MapQuery(run, epoch, split, layer, each)));
        kinds.put("Images", kinds(SPLITS, ImageSplit::title, each -> new MapQuery(run, epoch, each, layer, method)));
        return kinds;
    }

    private <E> List<Kind> kinds(E[] all, Function<E, String> title, Function<E, MapQuery> with) {
        return Arrays.stream(all)
                .map(each -> new Kind(
                        title.apply(each),
                        with.apply(each).url(),
                        with.apply(each).equals(this)))
                .toList();
    }

    /** A layer to choose, and what it makes of an image: {@code conv1, 6 x 28 x 28}. */
    record Option(String id, String title, boolean current) {}

    /** All layers of which there can be maps, in their order. */
    List<Option> options() {
        return layers(run).stream()
                .map(each -> new Option(
                        each.id(), each.id() + ", " + shape(each), each.id().equals(layer)))
                .toList();
    }

    private static String shape(Fitted layer) {
        return Arrays.stream(layer.outputShape()).mapToObj(String::valueOf).collect(joining(" × "));
    }

    /** What is done to a layer that makes too many numbers; empty where it does not. */
    String thinned() {
        int width = PredictionStore.width(run, layer);
        return width <= PredictionStore.WIDEST
                ? ""
                : Text.of(
                        "Its %,d numbers of an image are brought to %d by a seeded random projection, which keeps distances to a few percent.",
                        width, PredictionStore.WIDEST);
    }

    /** {@code PCA of h2, training images}. */
    public String title() {
        return Text.of("%s of %s, %s images", method.title(), layer, split.title());
    }
}
