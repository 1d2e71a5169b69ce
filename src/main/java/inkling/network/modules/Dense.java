package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.function.BiConsumer;

/** y = x W^T + b. */
public final class Dense implements Module {
    private static final int[] OVER_BATCH = {0};

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
        return Linear.linear(x, weight.values(), bias.values()).singletonOrThrow();
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        return new Trained(forward(x, (id, y) -> {}), gradient -> {
            part.put(weight, gradient.transpose().matMul(x));
            part.put(bias, gradient.sum(OVER_BATCH));
            return wanted ? gradient.matMul(weight.values()) : null;
        });
    }
}
