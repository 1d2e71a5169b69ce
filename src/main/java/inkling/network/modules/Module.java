package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A layer on a device. Arrays that a method returns belong to the caller, who calls it inside an {@link
 * ai.djl.ndarray.NDScope}; what goes in is left as it is.
 */
public interface Module {
    /**
     * In evaluation. Safe from several threads as long as nobody trains.
     *
     * @param x float32 (N, ...)
     * @param seen is told what each layer within it makes of it, by the layer's name
     */
    NDArray forward(NDArray x, BiConsumer<String, NDArray> seen);

    /**
     * In training.
     *
     * @param x float32 (n, ...) of a part of a batch
     * @param wanted whether anybody before it wants the gradient
     */
    Trained train(NDArray x, Part part, boolean wanted);

    /** What a layer made of its input, and the way back. */
    record Trained(NDArray output, Backward backward) {}

    /** The chain rule through one layer; it hands the gradients of what the layer learns to its {@link Part}. */
    @FunctionalInterface
    interface Backward {
        /**
         * @param gradient of the loss with respect to the output; may be overwritten
         * @return the same with respect to the input; null where nobody wants it
         */
        @Nullable
        NDArray apply(NDArray gradient);
    }
}
