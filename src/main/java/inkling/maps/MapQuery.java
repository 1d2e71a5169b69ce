package inkling.maps;

import inkling.archive.ImageSplit;
import inkling.archive.RunArchive;
import inkling.archive.runs.Run;
import inkling.errors.UserError.InvalidInput;
import inkling.http.FormInput;
import inkling.maps.job.Layer;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which maps a page is about, as its address says; what it does not say is as on the first visit.
 *
 * <p>Colours, hidden classes and the selected image are in the address too, but are the browser's affair.
 */
record MapQuery(Run run, int epoch, ImageSplit split, Layer layer, Method method) {
    /** @throws InvalidInput if what the address says is none that there is */
    static MapQuery of(EpochRequest request) {
        return of(request.run(), request.epoch(), request.query());
    }

    private static MapQuery of(Run run, int epoch, Map<String, String> query) {
        return new MapQuery(
                run,
                epoch,
                choose(query, "split", usualSplit(query), ImageSplit.values(), ImageSplit::id),
                choose(query, "layer", Layer.H2, Layer.values(), Layer::id),
                choose(query, "method", Method.PCA, Method.values(), Method::id));
    }

    /** An image that was selected in another view is on the map of its own split. */
    private static ImageSplit usualSplit(Map<String, String> query) {
        return query.getOrDefault("select", "").startsWith("test:") ? ImageSplit.TEST : ImageSplit.TRAIN;
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
        return atEpoch == epoch && what.split() == split && what.layer() == layer && what.method() == method;
    }

    public String url() {
        return Text.of(
                "%s/map?layer=%s&method=%s&split=%s&epoch=%d", run.url(), layer.id(), method.id(), split.id(), epoch);
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
                kinds(Layer.values(), Layer::title, each -> new MapQuery(run, epoch, split, each, method)));
        kinds.put(
                "Method", kinds(Method.values(), Method::title, each -> new MapQuery(run, epoch, split, layer, each)));
        kinds.put(
                "Images",
                kinds(ImageSplit.values(), MapQuery::title, each -> new MapQuery(run, epoch, each, layer, method)));
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

    private static String title(ImageSplit split) {
        return split == ImageSplit.TEST ? "test" : "training";
    }

    /** {@code PCA of h2, training images}. */
    public String title() {
        return Text.of("%s of %s, %s images", method.title(), layer.title(), title(split));
    }
}
