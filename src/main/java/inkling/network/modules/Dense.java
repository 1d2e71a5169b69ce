package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * y = x W^T + b, by native calls alone: what DJL does around them takes a tenth of a step, and more until Java has
 * compiled it.
 */
public final class Dense implements Module {
    private static final long[] OVER_BATCH = {0};

    private final Learnt weight;
    private final Learnt bias;

    /**
     * @param weight (out, in)
     * @param bias (out)
     */
    public Dense(Learnt weight, Learnt bias) {
        this.weight = weight;
        this.bias = bias;
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return JniUtils.linear((PtNDArray) x, (PtNDArray) weight.values(), (PtNDArray) bias.values());
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        return new Trained(
                forward(x, (id, y) -> {}), gradient -> backward((PtNDArray) x, part, (PtNDArray) gradient, wanted));
    }

    private @Nullable NDArray backward(PtNDArray x, Part part, PtNDArray gradient, boolean wanted) {
        part.put(weight, JniUtils.matmul(JniUtils.transpose(gradient, 0, 1), x));
        part.put(bias, JniUtils.sum(gradient, OVER_BATCH, false));
        return wanted ? JniUtils.matmul(gradient, (PtNDArray) weight.values()) : null;
    }
}
