package inkling.analysis;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import inkling.network.Cores;
import inkling.network.Predictions.Activation;
import inkling.parallel.Parallel;
import inkling.training.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * How well a linear classifier tells the classes from what a layer makes of images (Alain and Bengio, "Understanding
 * intermediate layers using linear classifier probes", 2016, arXiv 1610.01644): multinomial logistic regression on numbers of
 * mean 0 and deviation 1, with half the squared weights as a penalty beside the summed cross-entropy, as scikit-learn's
 * {@code LogisticRegression} with {@code C=1}. The network itself stays as it is.
 *
 * @param train of the images that the classifier learnt from
 * @param test of images that neither it nor the network has seen
 * @param steps of the search for its weights
 */
public record LinearProbe(Score train, Score test, int steps) {
    /** The largest slope of the mean loss that is taken for its lowest point; scikit-learn's. */
    private static final double TOLERANCE = 1e-4;

    /** Likewise. */
    private static final int MOST_STEPS = 100;

    /** Images of one part, so that the sums are the same on any number of cores. */
    private static final int PART = 1_250;

    /**
     * @param train what the layer makes of N images (N, p)
     * @param trainLabels their labels: N
     * @param test the same of M others (M, p)
     * @param check called again and again; what it throws ends it
     */
    public static LinearProbe of(
            Activation train, byte[] trainLabels, Activation test, byte[] testLabels, int classes, Runnable check) {
        int width = train.width();
        double[] weights = new double[classes * (width + 1)];
        Scaling scaling = Scaling.of(train);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            List<Part> parts = parts(manager, scaling, train, trainLabels, classes);
            int steps = Lbfgs.minimise(
                    (x, gradient) -> loss(parts, trainLabels.length, classes, x, gradient),
                    weights,
                    TOLERANCE,
                    MOST_STEPS,
                    check);
            return new LinearProbe(
                    score(parts, weights, trainLabels, classes),
                    score(parts(manager, scaling, test, testLabels, classes), weights, testLabels, classes),
                    steps);
        }
    }

    /** Some images' numbers with a 1 behind them (n, p + 1), and their labels as probabilities (n, C). */
    private record Part(NDArray x, NDArray wanted) {}

    private static List<Part> parts(NDManager manager, Scaling scaling, Activation layer, byte[] labels, int classes) {
        int width = layer.width();
        List<Part> parts = new ArrayList<>();
        for (int first = 0; first < labels.length; first += PART) {
            int count = Math.min(PART, labels.length - first);
            float[] wanted = new float[count * classes];
            for (int i = 0; i < count; i++) {
                wanted[i * classes + labels[first + i]] = 1;
            }
            parts.add(new Part(
                    manager.create(scaling.apply(layer, first, count), new Shape(count, width + 1)),
                    manager.create(wanted, new Shape(count, classes))));
        }
        return parts;
    }

    private static double loss(List<Part> parts, int images, int classes, double[] weights, double[] gradient) {
        float[][] slopes = new float[parts.size()][];
        double[] losses = new double[parts.size()];
        Cores.share(parts.size(), i -> {
            Part part = parts.get(i);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray logProbabilities = logits(part, weights, classes).logSoftmax(1);
                losses[i] = -logProbabilities.mul(part.wanted).sum().getFloat();
                slopes[i] = logProbabilities
                        .exp()
                        .sub(part.wanted)
                        .transpose()
                        .matMul(part.x)
                        .toFloatArray();
            }
        });
        double loss = 0;
        int row = weights.length / classes;
        for (int j = 0; j < weights.length; j++) {
            boolean bias = j % row == row - 1;
            gradient[j] = bias ? 0 : weights[j] / images;
            loss += bias ? 0 : weights[j] * weights[j] / 2;
            for (float[] slope : slopes) {
                gradient[j] += slope[j] / (double) images;
            }
        }
        for (double each : losses) {
            loss += each;
        }
        return loss / images;
    }

    private static NDArray logits(Part part, double[] weights, int classes) {
        float[] values = new float[weights.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) weights[j];
        }
        NDArray w = part.x.getManager().create(values, new Shape(classes, weights.length / classes));
        return part.x.matMul(w.transpose());
    }

    private static Score score(List<Part> parts, double[] weights, byte[] labels, int classes) {
        float[] logits = new float[labels.length * classes];
        Cores.share(parts.size(), i -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                float[] some = logits(parts.get(i), weights, classes).toFloatArray();
                System.arraycopy(some, 0, logits, i * PART * classes, some.length);
            }
        });
        return Score.of(logits, 0, labels.length, classes, labels, 0);
    }

    /**
     * Brings numbers to mean 0 and deviation 1 over the images that are learnt from; those that are all the same, to 0.
     *
     * @param mean (p)
     * @param factor (p)
     */
    private record Scaling(double[] mean, double[] factor) {
        static Scaling of(Activation layer) {
            int width = layer.width();
            int images = layer.values().length / width;
            Scaling scaling = new Scaling(new double[width], new double[width]);
            Parallel.forEach(width, j -> {
                double first = layer.values()[j];
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < images; i++) {
                    double value = layer.values()[i * width + j] - first; // 0 to the bit where all are the same
                    sum += value;
                    squares += value * value;
                }
                double variance = squares / images - sum / images * (sum / images);
                scaling.mean[j] = first + sum / images;
                scaling.factor[j] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
            });
            return scaling;
        }

        float[] apply(Activation layer, int first, int count) {
            int width = mean.length;
            float[] scaled = new float[count * (width + 1)];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < width; j++) {
                    double value = layer.values()[(first + i) * width + j];
                    scaled[i * (width + 1) + j] = (float) ((value - mean[j]) * factor[j]);
                }
                scaled[i * (width + 1) + width] = 1;
            }
            return scaled;
        }
    }
}
