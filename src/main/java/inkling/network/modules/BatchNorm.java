package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation as PyTorch's {@code BatchNorm2d} and {@code BatchNorm1d} do it, with the mean and the variance of
 * the whole batch, whatever the parts it is cut into: they meet in Java's memory, so it is for the CPU. Of a batch in one
 * part {@link Differentiated#batchNorm} reads nothing back.
 *
 * <p>Of a single number a channel there is no variance; PyTorch refuses such a batch. Here it is normalised as in
 * evaluation, and the running mean and variance stay as they are: so the last batch of an epoch may be of one image.
 */
public final class BatchNorm implements Module {
    static final double EPSILON = 1e-5;
    static final double MOMENTUM = 0.1;
    private static final int CHANNELS = 1;

    private final Learnt weight;
    private final Learnt bias;
    private final NDArray runningMean;
    private final NDArray runningVariance;

    /** All four of one number a channel; the running ones are written to. */
    public BatchNorm(Learnt weight, Learnt bias, NDArray runningMean, NDArray runningVariance) {
        this.weight = weight;
        this.bias = bias;
        this.runningMean = runningMean;
        this.runningVariance = runningVariance;
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return normalised(x, runningMean, runningVariance);
    }

    private NDArray normalised(NDArray x, NDArray mean, NDArray variance) {
        return JniUtils.batchNorm(
                (PtNDArray) x,
                (PtNDArray) mean,
                (PtNDArray) variance,
                (PtNDArray) weight.values(),
                (PtNDArray) bias.values(),
                false,
                MOMENTUM,
                EPSILON);
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        Pass pass = new Pass(x, part);
        if (pass.counts && part.index() == 0) {
            keep(pass);
        }
        NDArray y = normalised(x, pass.vector(pass.mean), pass.vector(pass.variance));
        return new Trained(y, gradient -> pass.backward(gradient, wanted));
    }

    /** The running variance is the unbiased one, divided by n - 1. */
    private void keep(Pass pass) {
        double[] means = pass.mean.clone();
        double[] variances = pass.variance.clone();
        for (int c = 0; c < means.length; c++) {
            means[c] *= MOMENTUM;
            variances[c] *= MOMENTUM * pass.count / (pass.count - 1);
        }
        NDArray rest = runningMean.getManager().full(new Shape(), (float) (1 - MOMENTUM), DataType.FLOAT32);
        runningMean.muli(rest).addi(pass.vector(means));
        runningVariance.muli(rest).addi(pass.vector(variances));
    }

    /** One part of a batch on its way through, and back. */
    private final class Pass {
        private final Part part;
        private final NDArray x;
        private final int channels;
        private final int[] others;
        /** x less this part's own mean. */
        private final NDArray centred;

        private final float[] ownMean;
        /** Of the whole batch: numbers a channel. */
        private double count;
        /** Whether that is enough for a variance. */
        private final boolean counts;

        private final double[] mean;
        private final double[] variance;

        Pass(NDArray x, Part part) {
            this.x = x;
            this.part = part;
            channels = (int) x.getShape().get(CHANNELS);
            others = IntStream.range(0, x.getShape().dimension())
                    .filter(axis -> axis != CHANNELS)
                    .toArray();
            float own = (float) x.size() / channels;
            NDArray average = x.sum(others, true).divi(own); // (1, C, 1, 1)
            centred = x.sub(average);
            ownMean = average.toFloatArray();
            float[] squares = centred.square().sum(others).toFloatArray();
            mean = new double[channels];
            variance = new double[channels];
            for (float[] each : part.meet(joined(new float[] {own}, ownMean, squares))) {
                add(each);
            }
            counts = count > 1;
            for (int c = 0; c < channels; c++) {
                variance[c] /= count;
            }
            if (!counts) {
                read(runningMean, mean);
                read(runningVariance, variance);
            }
        }

        /** Chan, Golub and LeVeque, 1979: the mean of two samples together, and the sum of squared distances from it. */
        private void add(float[] other) {
            double n = other[0];
            double before = count;
            count += n;
            for (int c = 0; c < channels; c++) {
                double distance = other[1 + c] - mean[c];
                mean[c] += distance * n / count;
                variance[c] += other[1 + channels + c] + distance * distance * n * before / count;
            }
        }

        @Nullable
        NDArray backward(NDArray gradient, boolean wanted) {
            float[] sums = gradient.sum(others).toFloatArray();
            float[] products = gradient.mul(centred).sum(others).toFloatArray();
            double[] toWeight = new double[channels];
            for (int c = 0; c < channels; c++) {
                products[c] += (float) ((ownMean[c] - mean[c]) * sums[c]); // with x less the batch's mean
                toWeight[c] = products[c] * slope(c);
            }
            part.put(weight, vector(toWeight));
            part.put(bias, vector(sums));
            return wanted ? toInput(gradient, totals(sums, products)) : null;
        }

        private double slope(int channel) {
            return 1 / Math.sqrt(variance[channel] + EPSILON);
        }

        private double[] totals(float[] sums, float[] products) {
            double[] totals = new double[2 * channels];
            for (float[] each : part.meet(joined(sums, products))) {
                for (int i = 0; i < totals.length; i++) {
                    totals[i] += counts ? each[i] : 0; // running ones do not depend on x
                }
            }
            return totals;
        }

        /** scale (g - sum(g) / n - slope^2 (x - mean) sum(g (x - mean)) / n), as multiples of g, of centred and of 1. */
        private NDArray toInput(NDArray gradient, double[] totals) {
            float[] scales = weight.values().toFloatArray();
            double[] ofGradient = new double[channels];
            double[] ofCentred = new double[channels];
            double[] offset = new double[channels];
            for (int c = 0; c < channels; c++) {
                double slope = slope(c);
                ofGradient[c] = scales[c] * slope;
                ofCentred[c] = -ofGradient[c] * slope * slope * totals[channels + c] / count;
                offset[c] = ofCentred[c] * (ownMean[c] - mean[c]) - ofGradient[c] * totals[c] / count;
            }
            return gradient.muli(spread(ofGradient))
                    .addi(centred.muli(spread(ofCentred)))
                    .addi(spread(offset));
        }

        /** (1, C, 1, 1) of a picture. */
        private NDArray spread(double[] values) {
            long[] shape = new long[others.length + 1];
            Arrays.fill(shape, 1);
            shape[CHANNELS] = channels;
            return vector(values).reshape(shape);
        }

        private NDArray vector(double[] values) {
            float[] rounded = new float[channels];
            for (int c = 0; c < channels; c++) {
                rounded[c] = (float) values[c];
            }
            return vector(rounded);
        }

        private NDArray vector(float[] values) {
            return x.getManager().create(values, new Shape(channels));
        }
    }

    private static void read(NDArray from, double[] into) {
        float[] values = from.toFloatArray();
        for (int c = 0; c < values.length; c++) {
            into[c] = values[c];
        }
    }

    private static float[] joined(float[]... arrays) {
        FloatBuffer all = FloatBuffer.allocate(
                Arrays.stream(arrays).mapToInt(each -> each.length).sum());
        for (float[] each : arrays) {
            all.put(each);
        }
        return all.array();
    }
}
