package inkling.analysis;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import inkling.network.Cores;
import inkling.network.Predictions.Activation;
import inkling.parallel.Parallel;
import inkling.text.Text;
import java.util.List;

/**
 * How alike what layers make of the same images is: linear centred kernel alignment (Kornblith, Norouzi, Lee and Hinton,
 * "Similarity of neural network representations revisited", 2019, arXiv 1905.00414, section 3), with the plain (biased)
 * estimator of HSIC as there. Of X (N, p) and Y (N, q), whose columns have mean 0,
 *
 * <pre>CKA = |Y'X|² / (|X'X| |Y'Y|) = &lt;XX', YY'&gt; / (|XX'| |YY'|),</pre>
 *
 * with Frobenius norms: 1 where one is the other turned and scaled, 0 where no line through the one tells of the other.
 * Layers of independent noise still reach about p / (N + p).
 */
public final class LinearCka {
    /** Images whose rows of the (N, N) matrices are held at once: 100 layers of 2,000 images take 50 MB a core. */
    private static final int ROWS = 64;

    private LinearCka() {}

    /**
     * Of every layer with every other.
     *
     * @param layers what each makes of the same N images, which may be layers of several networks
     * @return symmetric (L, L), 1 on the diagonal; NaN of a layer that makes the same of all images
     */
    public static double[][] of(List<Activation> layers) {
        int images = images(layers);
        double[][] products;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            List<NDArray> centred = layers.stream()
                    .map(layer -> manager.create(centred(layer, images), new Shape(images, layer.width())))
                    .toList();
            products = products(centred, images);
        }
        double[][] alike = new double[layers.size()][layers.size()];
        for (int i = 0; i < alike.length; i++) {
            for (int j = 0; j < alike.length; j++) {
                double product =
                        (products[i][j] + products[j][i]) / 2; // Symmetric to the bit, whatever the device does.
                double norms = Math.sqrt(products[i][i]) * Math.sqrt(products[j][j]);
                alike[i][j] = norms == 0 ? Double.NaN : i == j ? 1 : Math.min(1, product / norms);
            }
        }
        return alike;
    }

    private static int images(List<Activation> layers) {
        int images = layers.get(0).values().length / layers.get(0).width();
        for (Activation layer : layers) {
            if (layer.values().length != images * layer.width()) {
                throw new IllegalArgumentException(Text.of(
                        "layers must be asked about the same images, were %d numbers of %d images of %d",
                        layer.values().length, images, layer.width()));
            }
        }
        return images;
    }

    /** Less the mean over the images, and scaled such that XX' has numbers around 1. */
    private static float[] centred(Activation layer, int images) {
        int width = layer.width();
        float[] values = layer.values();
        double[] centred = new double[values.length];
        double squares = 0;
        for (int j = 0; j < width; j++) {
            double sum = 0;
            for (int i = 0; i < images; i++) {
                sum += values[i * width + j] - (double) values[j]; // 0 to the bit where all are the same
            }
            for (int i = 0; i < images; i++) {
                double value = values[i * width + j] - (double) values[j] - sum / images;
                centred[i * width + j] = value;
                squares += value * value;
            }
        }
        double scale = squares == 0 ? 0 : Math.sqrt(images / squares);
        float[] scaled = new float[centred.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (centred[i] * scale);
        }
        return scaled;
    }

    /** The inner products of all XX', worked out for some of their rows at a time. */
    private static double[][] products(List<NDArray> layers, int images) {
        int size = layers.size();
        float[][] parts = new float[Parallel.parts(images, ROWS)][];
        Cores.share(parts.length, part -> {
            NDIndex some = new NDIndex("{}:{}", part * ROWS, Math.min(images, (part + 1) * ROWS));
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDList kernels = new NDList();
                layers.forEach(
                        x -> kernels.add(x.get(some).matMul(x.transpose()).reshape(-1)));
                NDArray rows = NDArrays.stack(kernels);
                parts[part] = rows.matMul(rows.transpose()).toFloatArray();
            }
        });
        double[][] sums = new double[size][size];
        for (float[] part : parts) {
            for (int i = 0; i < part.length; i++) {
                sums[i / size][i % size] += part[i];
            }
        }
        return sums;
    }
}
