package inkling.network;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which units of a network's ReLU layers have answered an image with more than 0, of all that it was shown so far; the unit
 * of a picture is its channel, which answers if any of its pixels does. Used on any thread.
 */
public final class Answers {
    /** Of whoever does not care. */
    static final Answers IGNORED = new Answers(Map.of());

    private final Map<String, boolean[]> answered;

    private Answers(Map<String, boolean[]> answered) {
        this.answered = answered;
    }

    /** None has been seen to answer. */
    public static Answers none(Blueprint blueprint) {
        Map<String, boolean[]> units = new LinkedHashMap<>();
        blueprint.allLayers().stream()
                .filter(fitted -> fitted.layer() instanceof Layer.Relu)
                .forEach(fitted -> units.put(fitted.id(), new boolean[fitted.outputShape()[0]]));
        return new Answers(units);
    }

    /** @param made by a layer of some images, float32 (N, units) or (N, units, H, W) */
    void see(String layer, NDArray made) {
        boolean[] known = answered.getOrDefault(layer, new boolean[0]);
        if (silent(known) == 0) {
            return; // Mostly so after the first images: then it costs nothing.
        }
        // What ReLU gives is never negative, so a sum is 0 where all are.
        int[] others = IntStream.range(0, made.getShape().dimension())
                .filter(axis -> axis != 1)
                .toArray();
        float[] sums = made.sum(others).toFloatArray();
        synchronized (known) {
            for (int unit = 0; unit < known.length; unit++) {
                known[unit] |= sums[unit] > 0;
            }
        }
    }

    private static int silent(boolean[] answered) {
        synchronized (answered) {
            return (int) IntStream.range(0, answered.length)
                    .filter(unit -> !answered[unit])
                    .count();
        }
    }

    /** How many units of each ReLU layer have not answered yet, in the network's order. */
    public Map<String, Integer> silent() {
        Map<String, Integer> silent = new LinkedHashMap<>();
        answered.forEach((layer, units) -> silent.put(layer, silent(units)));
        return silent;
    }
}
