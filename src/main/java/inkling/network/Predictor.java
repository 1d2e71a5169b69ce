package inkling.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs images through a network that is not being trained: evaluation mode, no gradients.
 *
 * <p>Cuts the images into pieces that the machine's cores share. The pieces depend on the images alone, so the same
 * images give the same bits.
 */
public final class Predictor implements AutoCloseable {
    /** Images in one forward pass: large enough for the matrix product to be all that counts. */
    private static final int PIECE = 500;

    private final Network network;
    private final Normalisation normalisation;
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();
    private final boolean ownsNetwork;

    /** @param device one of {@link Devices#names()} */
    public Predictor(List<Tensor> parameters, Normalisation normalisation, String device) {
        this(new Network(parameters, Devices.device(device)), normalisation, true);
    }

    /** Looks on at a network that somebody else owns, trains between two calls, and closes. */
    public Predictor(Network network, Normalisation normalisation) {
        this(network, normalisation, false);
    }

    private Predictor(Network network, Normalisation normalisation, boolean ownsNetwork) {
        this.network = network;
        this.normalisation = normalisation;
        this.ownsNetwork = ownsNetwork;
    }

    /** As {@link #predict(byte[], int, int)}, from the first image on. */
    public Predictions predict(byte[] pixels, int count) {
        return predict(pixels, 0, count);
    }

    /**
     * @param pixels one byte a pixel, image after image
     * @param first the first image to look at
     * @param count how many images to look at
     */
    public Predictions predict(byte[] pixels, int first, int count) {
        int width = network.blueprint().layer(network.blueprint().features()).outputShape()[0];
        float[] logits = new float[count * Architecture.CLASSES];
        float[] h2 = new float[count * width];
        Cores.share((count + PIECE - 1) / PIECE, piece -> {
            int from = piece * PIECE;
            int size = Math.min(PIECE, count - from);
            predictPiece(pixels, first + from, size, logits, h2, from);
        });
        return new Predictions(count, Architecture.CLASSES, width, logits, h2);
    }

    private void predictPiece(byte[] pixels, int first, int count, float[] logits, float[] h2, int target) {
        ByteBuffer buffer = fill(pixels, first, count);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = network.manager().create(buffer, new Shape(count, Architecture.INPUTS), DataType.FLOAT32);
            Activations activations = network.forward(x);
            copy(activations.logits(), logits, target, count);
            copy(activations.h2(), h2, target, count);
        }
        buffers.add(buffer);
    }

    /** On the CPU the array reads this very memory, so the buffer is used again only once its array is closed. */
    private ByteBuffer fill(byte[] pixels, int first, int count) {
        ByteBuffer reused = buffers.poll();
        ByteBuffer buffer = reused != null
                ? reused
                : ByteBuffer.allocateDirect(PIECE * Architecture.INPUTS * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        float[] values = new float[count * Architecture.INPUTS];
        normalisation.apply(ImageShape.MNIST, pixels, first * Architecture.INPUTS, count, values, 0);
        buffer.clear().limit(values.length * Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    private static void copy(NDArray rows, float[] target, int first, int count) {
        float[] values = rows.toFloatArray(); // waits for the device
        System.arraycopy(values, 0, target, first * (values.length / count), values.length);
    }

    @Override
    public void close() {
        if (ownsNetwork) {
            network.close();
        }
    }
}
