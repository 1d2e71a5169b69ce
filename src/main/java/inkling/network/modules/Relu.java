package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.BiConsumer;

/** max(x, 0). What it gives is never negative, so its sign is the slope: 1 where something was let through, else 0. */
public final class Relu implements Module {
    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return JniUtils.relu((PtNDArray) x);
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        PtNDArray y = JniUtils.relu((PtNDArray) x);
        return new Trained(y, gradient -> {
            JniUtils.muli((PtNDArray) gradient, JniUtils.sign(y));
            return gradient;
        });
    }
}
