package inkling.layers;

import inkling.archive.PredictionStore;
import inkling.archive.runs.Run;
import inkling.dataset.LabelledImages;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import inkling.network.Layer.Dropout;
import inkling.network.Layer.Flatten;
import inkling.network.Predictions.Activation;
import inkling.text.Figures;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** What the layers of a network make of images; the pixels count as what comes before the first. */
final class MadeByLayers {
    static final String PIXELS = "pixels";

    private final PredictionStore predictions;

    MadeByLayers(PredictionStore predictions) {
        this.predictions = predictions;
    }

    /**
     * A layer that is looked at.
     *
     * @param about what it is
     * @param width numbers that it makes of an image
     */
    record Known(String id, String about, int width) {
        /** Whether it is looked at through {@value PredictionStore#WIDEST} sums of its numbers. */
        boolean thinned() {
            return width > PredictionStore.WIDEST;
        }

        String shape() {
            return Figures.plural(width, "number");
        }
    }

    /** The pixels and every layer but those that pass on what they are given: flatten, and dropout outside training. */
    static List<Known> layers(Blueprint blueprint) {
        Known pixels = new Known(PIXELS, "the image itself", blueprint.input().size());
        return Stream.concat(
                        Stream.of(pixels),
                        blueprint.allLayers().stream()
                                .filter(layer ->
                                        !(layer.layer() instanceof Flatten || layer.layer() instanceof Dropout))
                                .map(MadeByLayers::known))
                .toList();
    }

    private static Known known(Fitted layer) {
        return new Known(layer.id(), layer.layer().text(), Math.toIntExact(Layer.count(layer.outputShape())));
    }

    /**
     * What some layers make of all images, in the order of the layers.
     *
     * @param done is told now and then how many images are done; what it throws ends it
     */
    List<Activation> of(Run run, int epoch, LabelledImages images, List<Known> layers, IntConsumer done) {
        List<String> asked =
                layers.stream().map(Known::id).filter(id -> !id.equals(PIXELS)).toList();
        var made = predictions.layers(run, epoch, images, images.size(), asked, done);
        return layers.stream()
                .map(layer -> layer.id().equals(PIXELS) ? pixels(images) : made.get(layer.id()))
                .toList();
    }

    private static Activation pixels(LabelledImages images) {
        return PredictionStore.thinned(images.shape().size(), images.size(), (first, numbers) -> {
            int from = first * images.shape().size();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (images.pixels()[from + i] & 0xff) / 255f;
            }
        });
    }
}
