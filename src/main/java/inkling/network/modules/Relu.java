package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import java.util.function.BiConsumer;

/** max(x, 0). What it gives is never negative, so its sign is the slope: 1 where something was let through, else 0. */
public final class Relu implements Module {
    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return x.getNDArrayInternal().relu();
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        NDArray y = x.getNDArrayInternal().relu();
        return new Trained(y, gradient -> gradient.muli(y.sign()));
    }
}
