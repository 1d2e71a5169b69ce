package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A layer that learns nothing, whose gradient is a short formula. */
public final class Function implements Module {
    private static final int[] OVER_PIXELS = {2, 3};

    private final UnaryOperator<NDArray> function;
    private final Formula formula;

    /** The gradient of the input, worked from the gradient of the output, which it may overwrite. */
    private interface Formula {
        NDArray apply(NDArray gradient, NDArray x, NDArray y);
    }

    private Function(UnaryOperator<NDArray> function, Formula formula) {
        this.function = function;
        this.formula = formula;
    }

    /** The hyperbolic tangent, whose slope is 1 - y^2. */
    public static Module tanh() {
        return new Function(
                NDArray::tanh, (gradient, x, y) -> gradient.subi(y.square().muli(gradient)));
    }

    /** (N, C, H, W) as (N, C H W). */
    public static Module flatten() {
        return new Function(
                x -> JniUtils.reshape((PtNDArray) x, new long[] {x.getShape().get(0), -1}),
                (gradient, x, y) -> gradient.reshape(x.getShape()));
    }

    /** (N, C, H, W) as the means (N, C, 1, 1). */
    public static Module globalAverage() {
        return new Function(
                x -> x.sum(OVER_PIXELS, true).divi(pixels(x)),
                (gradient, x, y) -> x.zerosLike().addi(gradient.divi(pixels(x))));
    }

    /** How many there are, filled in on the device: nothing is sent there. */
    private static NDArray pixels(NDArray x) {
        long count = x.getShape().get(2) * x.getShape().get(3);
        return x.getManager().full(new Shape(), count, DataType.FLOAT32);
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return function.apply(x);
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        NDArray y = function.apply(x);
        return new Trained(y, gradient -> formula.apply(gradient, x, y));
    }
}
