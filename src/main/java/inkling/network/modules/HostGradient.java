package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteOrder;

/** In Java's memory, the same arrays for every step: what a network on the CPU has, whose update is a loop in Java. */
public final class HostGradient implements Gradient {
    private final float[][] shares;

    /**
     * @param parts into how many a batch is cut at most
     * @param numbers of all parameters together
     */
    public HostGradient(int parts, int numbers) {
        shares = new float[parts][numbers];
    }

    @Override
    public void put(int part, Learnt learnt, NDArray values) {
        // The array's own memory where it lies in order, else a copy.
        ((PtNDArray) values)
                .toByteBuffer(true)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .get(shares[part], learnt.from(), (int) values.size());
    }

    /** A part's share, flat, in the order of the parameters. */
    public float[] share(int part) {
        return shares[part];
    }
}
