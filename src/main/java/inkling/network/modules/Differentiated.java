package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A layer whose gradient PyTorch works out: for it alone, between copies of its arrays that share their memory but know
 * of no other layer. DJL's own collector of gradients allows one collection at a time in a process, and here several
 * threads share a batch.
 */
public final class Differentiated implements Module {
    private final List<Learnt> learnt;
    private final Function inEvaluation;
    private final Function inTraining;

    /** What the layer makes of x and its parameters, by native calls alone. */
    private interface Function {
        PtNDArray apply(PtNDArray x, List<PtNDArray> parameters);
    }

    private Differentiated(List<Learnt> learnt, Function inEvaluation, Function inTraining) {
        this.learnt = List.copyOf(learnt);
        this.inEvaluation = inEvaluation;
        this.inTraining = inTraining;
    }

    private Differentiated(List<Learnt> learnt, Function function) {
        this(learnt, function, function);
    }

    /**
     * A two-dimensional cross-correlation.
     *
     * @param weight (filters, channels, kernel, kernel)
     * @param bias (filters)
     */
    public static Module convolution(Learnt weight, Learnt bias, int stride, int padding) {
        Shape strides = square(stride);
        Shape pads = square(padding);
        Shape once = square(1);
        return new Differentiated(
                List.of(weight, bias), (x, p) -> JniUtils.convolution(x, p.get(0), p.get(1), strides, pads, once, 1));
    }

    /** The mean of each window. */
    public static Module averagePool(int size, int stride) {
        Shape window = square(size);
        Shape strides = square(stride);
        Shape none = square(0);
        return new Differentiated(List.of(), (x, p) -> JniUtils.avgPool(x, window, strides, none, false, true));
    }

    /** x times the standard normal distribution's probability of less than x. */
    public static Module gelu() {
        return new Differentiated(List.of(), (x, p) -> JniUtils.gelu(x));
    }

    /** As {@link BatchNorm}, of batches in one part; the running ones are written to. */
    public static Module batchNorm(Learnt weight, Learnt bias, NDArray runningMean, NDArray runningVariance) {
        return new Differentiated(
                List.of(weight, bias),
                (x, p) -> batchNorm(x, p, runningMean, runningVariance, false),
                (x, p) -> batchNorm(
                        x,
                        p,
                        runningMean,
                        runningVariance,
                        x.size() > x.getShape().get(1)));
    }

    private static PtNDArray batchNorm(
            PtNDArray x, List<PtNDArray> learnt, NDArray mean, NDArray variance, boolean training) {
        return JniUtils.batchNorm(
                x,
                (PtNDArray) mean,
                (PtNDArray) variance,
                learnt.get(0),
                learnt.get(1),
                training,
                BatchNorm.MOMENTUM,
                BatchNorm.EPSILON);
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return inEvaluation.apply(
                (PtNDArray) x,
                learnt.stream().map(each -> (PtNDArray) each.values()).toList());
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        boolean before = JniUtils.isGradMode(); // of this thread
        JniUtils.setGradMode(true);
        try {
            PtNDArray in = leaf(x, wanted);
            List<PtNDArray> parameters = new ArrayList<>(learnt.size());
            for (Learnt each : learnt) {
                parameters.add(leaf(each.values(), true));
            }
            PtNDArray out = inTraining.apply(in, parameters);
            return new Trained(
                    JniUtils.detachGradient(out), gradient -> backward(in, parameters, out, gradient, part, wanted));
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private @Nullable NDArray backward(
            PtNDArray in, List<PtNDArray> parameters, PtNDArray out, NDArray gradient, Part part, boolean wanted) {
        JniUtils.backward(out, (PtNDArray) gradient, false, false);
        for (int i = 0; i < parameters.size(); i++) {
            part.put(learnt.get(i), JniUtils.getGradient(parameters.get(i)));
        }
        return wanted ? JniUtils.getGradient(in) : null;
    }

    private static PtNDArray leaf(NDArray array, boolean wanted) {
        PtNDArray leaf = JniUtils.detachGradient((PtNDArray) array);
        JniUtils.attachGradient(leaf, wanted);
        return leaf;
    }
}
