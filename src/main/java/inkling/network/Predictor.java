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

    private static final int[] OVER_IMAGES = {0};

    private final Network network;
    private final Blueprint blueprint;
    private final Normalisation normalisation;
    private final int piece;
    private final Inputs inputs;
    private final boolean ownsNetwork;

    /**
     * @param tensors parameters, then buffers
     * @param device one of {@link Devices#here()}
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

    public Blueprint blueprint() {
        return blueprint;
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
        ImageShape shape = blueprint.input();
        Map<String, Activation> activations = new HashMap<>();
        layers.forEach(layer -> activations.put(layer, empty(layer, count)));
        Inputs.Images images = (from, some, target) ->
                normalisation.apply(shape, pixels, (first + from) * shape.size(), some, target, 0);
        float[] logits = logits(count, images, activations, answers);
        return new Predictions(count, blueprint.classes(), logits, activations, blueprint.features());
    }

    /**
     * What it says of pictures whose numbers are no bytes.
     *
     * @param pixels writes them as they are asked for, on any thread: 0..1 (C x H x W) each
     * @return row-major (count, classes), unnormalised; owned by the caller
     */
    public float[] logits(int count, Inputs.Images pixels) {
        return logits(count, normalised(pixels), Map.of(), Answers.IGNORED);
    }

    private Inputs.Images normalised(Inputs.Images pixels) {
        return (from, count, target) -> {
            pixels.write(from, count, target);
            normalisation.apply(blueprint.input(), target, count);
        };
    }

    private float[] logits(int count, Inputs.Images images, Map<String, Activation> activations, Answers answers) {
        float[] logits = new float[count * blueprint.classes()];
        share(count, (from, some) -> predictPiece(after(images, from), from, some, logits, activations, answers));
        return logits;
    }

    /** A part of what is asked about, of which a core does all at once. */
    private interface Piece {
        void look(int from, int count);
    }

    private void share(int count, Piece work) {
        Cores.share(Parallel.parts(count, piece), i -> work.look(i * piece, Math.min(piece, count - i * piece)));
    }

    private static Inputs.Images after(Inputs.Images images, int first) {
        return (from, count, target) -> images.write(first + from, count, target);
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
            Inputs.Images images,
            int from,
            int count,
            float[] logits,
            Map<String, Activation> activations,
            Answers answers) {
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

    /**
     * The gradient of a class's logit with respect to the pixels, in evaluation, in the mean over pictures.
     *
     * @param pixels as {@link #logits}
     * @return (C x H x W), in logits for a change from 0 to 1; the same pictures give the same bits
     */
    public double[] meanGradient(int count, int label, Inputs.Images pixels) {
        ImageShape shape = blueprint.input();
        Inputs.Images images = normalised(pixels);
        float[][] sums = new float[Parallel.parts(count, piece)][shape.size()];
        share(count, (from, some) -> sumGradients(after(images, from), some, label, sums[from / piece]));
        double[] mean = new double[shape.size()];
        for (int i = 0; i < mean.length; i++) {
            for (float[] sum : sums) {
                mean[i] += sum[i];
            }
            mean[i] /= count
                    * (double) normalisation.channels().get(i / shape.plane()).standardDeviation();
        }
        return mean;
    }

    private void sumGradients(Inputs.Images images, int count, int label, float[] sum) {
        try (Inputs.Input input = inputs.take();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            copy(
                    network.inputGradients(input.array(network.manager(), count, images), label)
                            .sum(OVER_IMAGES),
                    sum,
                    0,
                    1);
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
