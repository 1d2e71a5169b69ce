package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The largest number of each window, first along the rows and then down the columns; of equal ones the gradient goes to
 * the first, as in PyTorch. Its own pooling looks at one number after the other and takes more than ten times as long on
 * a CPU as comparing whole arrays of every second number.
 */
public final class MaxPool implements Module {
    private static final int DOWN = 2;
    private static final int ACROSS = 3;

    private final int size;
    private final int stride;

    public MaxPool(int size, int stride) {
        this.size = size;
        this.stride = stride;
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return largest(largest((PtNDArray) x, ACROSS).get(size - 1), DOWN).get(size - 1);
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        List<PtNDArray> rows = largest((PtNDArray) x, ACROSS);
        List<PtNDArray> columns = largest(rows.get(size - 1), DOWN);
        return new Trained(columns.get(size - 1), gradient -> {
            PtNDArray toRows = backward(rows.get(size - 1), columns, DOWN, (PtNDArray) gradient);
            return backward((PtNDArray) x, rows, ACROSS, toRows);
        });
    }

    /** The largest of the windows' first number, of their first two, and so on. */
    private List<PtNDArray> largest(PtNDArray x, int along) {
        List<PtNDArray> largest = new ArrayList<>();
        largest.add(places(x, along, 0));
        for (int i = 1; i < size; i++) {
            largest.add(JniUtils.max(largest.get(i - 1), places(x, along, i)));
        }
        return largest;
    }

    /** The i-th number of every window, seen in place. */
    private PtNDArray places(PtNDArray x, int along, int i) {
        long windows = (x.getShape().get(along) - size) / stride + 1;
        return JniUtils.slice(x, along, i, i + (windows - 1) * stride + 1, stride);
    }

    private PtNDArray backward(PtNDArray x, List<PtNDArray> largest, int along, PtNDArray gradient) {
        PtNDArray toX = (PtNDArray) x.zerosLike();
        for (int i = size - 1; i > 0; i--) {
            // 1 where the i-th is larger than those before it, which it then raised; else 0.
            PtNDArray mine = JniUtils.sub(largest.get(i), largest.get(i - 1));
            JniUtils.signi(mine);
            JniUtils.muli(mine, gradient);
            JniUtils.addi(places(toX, along, i), mine);
            JniUtils.subi(gradient, mine);
        }
        JniUtils.addi(places(toX, along, 0), gradient);
        return toX;
    }
}
