package inkling.weights;

import inkling.analysis.pictures.WeightPictures;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.runs.EpochRequest;
import inkling.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A layer whose weights are looked at, in words; the templates read its methods as properties. */
public record LayerView(Blueprint blueprint, WeightPictures pictures) {
    /** One of several layers to choose from. */
    public record Choice(String id, String text, String shape) {}

    /** The layers that have weights. */
    static List<Choice> choices(EpochRequest request) {
        return WeightPictures.weighted(request.run().blueprint()).stream()
                .map(layer -> new Choice(layer.id(), layer.layer().text(), shape(layer.outputShape())))
                .toList();
    }

    /** {@code 16 × 5 × 5}. */
    public static String shape(int[] shape) {
        return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
    }

    public String id() {
        return pictures.layer().id();
    }

    public boolean first() {
        return WeightPictures.weighted(blueprint).get(0).id().equals(id());
    }

    public boolean convolution() {
        return pictures.layer().layer() instanceof Layer.Convolution;
    }

    /** {@code the first layer}, {@code conv2}. */
    public String title() {
        return first() ? "the first layer" : id();
    }

    /** What its units are called. */
    public String noun() {
        return convolution() ? "filter" : "unit";
    }

    /** What a unit's picture shows. */
    public String about() {
        WeightPictures.Planes planes = pictures.planes();
        String planesOf = planes.count() == 1
                ? ""
                : Text.of(", the %d channels that it looks at beside each other", planes.count());
        if (convolution()) {
            return Text.of(
                    "Each is a kernel of %d × %d weights that slides over the picture before it%s.",
                    planes.height(), planes.width(), planes.coloured() ? "" : planesOf);
        }
        Fitted layer = pictures.layer();
        boolean flat = planes.count() == 1 && planes.height() * planes.width() != layer.inputShape()[0]
                || !(before() instanceof Layer.Flatten);
        return flat && !first()
                ? Text.of(
                        "Each weighs the %d numbers of the layer before it, row by row; which stand beside each other means nothing.",
                        layer.inputShape()[0])
                : Text.of("Each weighs every number of the picture before it%s.", planes.coloured() ? "" : planesOf);
    }

    private Layer before() {
        int place = blueprint.layers().indexOf(pictures.layer());
        return place > 0
                ? blueprint.layers().get(place - 1).layer()
                : pictures.layer().layer();
    }
}
