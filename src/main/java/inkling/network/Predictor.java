package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.network.Predictions.Activation;
import inkling.parallel.Parallel;
import inkling.text.Text;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs images through a network that is not being trained: evaluation mode, no gradients.
 *
 * <p>Cuts the images into pieces that the machine's cores share. The pieces depend on the images alone, so the same
 * images give the same bits.
 */
public final class Predictor implements AutoCloseable {
    /** Images in one forward pass: large enough for the matrix product to be all that counts. */
    private static final int PIECE = 500;

    /**
     * Numbers that the images in one pass have, or that the layers make of them, 16 MB: of a larger network fewer images go at once. Each
     * core has one pass under way, which takes about twice that.
     */
    private static final int NUMBERS = Blueprint.MOST_ACTIVATIONS;

    private final Network network;
    private final Blueprint blueprint;
    private final Normalisation normalisation;
    private final int piece;
    private final Inputs inputs;
    private final boolean ownsNetwork;

    /**
     * @param tensors parameters, then buffers
     * @param device one of {@link Devices#names()}
     */
    public Predictor(Blueprint blueprint, List<Tensor> tensors, Normalisation normalisation, String device) {
        this(new Network(blueprint, tensors, Devices.device(device)), normalisation, true);
    }

    /** Looks on at a network that somebody else owns, trains between two calls, and closes. */
    public Predictor(Network network, Normalisation normalisation) {
        this(network, normalisation, false);
    }

    private Predictor(Network network, Normalisation normalisation, boolean ownsNetwork) {
        this.network = network;
        this.blueprint = network.blueprint();
        this.normalisation = normalisation;
        this.ownsNetwork = ownsNetwork;
        piece = piece(blueprint);
        inputs = new Inputs(blueprint.input(), piece);
    }

    /** A divisor of the largest, so that a multiple of that is made of whole pieces for every network. */
    private static int piece(Blueprint blueprint) {
        long fit = Math.max(
                1, NUMBERS / Math.max(blueprint.activations(), blueprint.input().size()));
        int piece = PIECE;
        while (piece > fit || PIECE % piece != 0) {
            piece--;
        }
        return piece;
    }

    /** As {@link #predict(byte[], int, int, Set)}, from the first image on, with the last hidden layer. */
    public Predictions predict(byte[] pixels, int count) {
        return predict(pixels, 0, count, Set.of(blueprint.features()));
    }

    /**
     * @param pixels one byte a number, image after image
     * @param first the first image to look at
     * @param count how many images to look at
     * @param layers the ids of the layers whose activations are wanted
     * @throws IllegalArgumentException if there is no such layer, or an array cannot hold what it makes of the images
     */
    public Predictions predict(byte[] pixels, int first, int count, Set<String> layers) {
        return predict(pixels, first, count, layers, Answers.IGNORED);
    }

    /** @param answers is shown what the layers make of the images */
    public Predictions predict(byte[] pixels, int first, int count, Set<String> layers, Answers answers) {
        float[] logits = new float[count * blueprint.classes()];
        Map<String, Activation> activations = new HashMap<>();
        layers.forEach(layer -> activations.put(layer, empty(layer, count)));
        Cores.share(Parallel.parts(count, piece), i -> {
            int from = i * piece;
            predictPiece(pixels, first, from, Math.min(piece, count - from), logits, activations, answers);
        });
        return new Predictions(count, blueprint.classes(), logits, activations, blueprint.features());
    }

    private Activation empty(String layer, int count) {
        int[] shape = blueprint.layer(layer).outputShape();
        long numbers = count * Layer.count(shape);
        if (numbers > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    Text.of("%s makes %d numbers of %d images, more than an array can hold", layer, numbers, count));
        }
        return new Activation(shape, new float[(int) numbers]);
    }

    private void predictPiece(
            byte[] pixels,
            int first,
            int from,
            int count,
            float[] logits,
            Map<String, Activation> activations,
            Answers answers) {
        ImageShape shape = blueprint.input();
        Inputs.Images images = (at, some, target) ->
                normalisation.apply(shape, pixels, (first + from + at) * shape.size(), some, target, 0);
        try (Inputs.Input input = inputs.take();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = input.array(network.manager(), count, images);
            NDArray said = network.forward(x, (id, made) -> {
                if (activations.containsKey(id)) {
                    copy(made, activations.get(id).values(), from, count);
                }
                answers.see(id, made);
            });
            copy(said, logits, from, count);
        }
    }

    private static void copy(NDArray rows, float[] target, int first, int count) {
        FloatBuffer values = rows.toByteBuffer(true).asFloatBuffer(); // waits for the device
        int width = values.remaining() / count;
        values.get(target, first * width, count * width);
    }

    @Override
    public void close() {
        if (ownsNetwork) {
            network.close();
        }
    }
}
