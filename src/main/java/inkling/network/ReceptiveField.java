package inkling.network;

import inkling.network.Blueprint.Fitted;
import java.util.List;

/**
 * What part of a picture one number of a layer's map can see: a square of so many pixels, moved on by so many pixels from
 * one number to the next (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016).
 *
 * @param size of the square's side
 * @param stride between the squares of neighbours
 * @param first where the square of the number at the top left begins; negative where it reaches into the padding
 */
public record ReceptiveField(int size, int stride, int first) {
    private static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 0);

    /**
     * Of a layer of maps; of one within a block along the block's body.
     *
     * @throws IllegalArgumentException if the layer has no maps
     */
    public static ReceptiveField of(Blueprint blueprint, String layer) {
        if (blueprint.layer(layer).outputShape().length != 3) {
            throw new IllegalArgumentException("layer " + layer + " has no maps");
        }
        return PIXEL.through(blueprint.layers(), layer).field();
    }

    private record Reached(ReceptiveField field, boolean found) {}

    private Reached through(List<Fitted> layers, String end) {
        ReceptiveField field = this;
        for (Fitted layer : layers) {
            for (List<Fitted> within : List.of(layer.body(), layer.shortcut())) {
                Reached reached = field.through(within, end);
                if (reached.found()) {
                    return reached;
                }
            }
            field = layer.body().isEmpty()
                    ? layer.layer().window().map(field::after).orElse(field)
                    : field.through(layer.body(), end).field();
            if (layer.id().equals(end)) {
                return new Reached(field, true);
            }
        }
        return new Reached(field, false);
    }

    private ReceptiveField after(Window window) {
        return new ReceptiveField(
                size + (window.size() - 1) * stride, stride * window.stride(), first - window.padding() * stride);
    }

    /** Where the square of the number in that row, or column, begins. */
    public int begin(int place) {
        return first + place * stride;
    }
}
