package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Numbers are 0 with probability p, and divided by 1 - p otherwise; in evaluation they are left as they are.
 *
 * <p>Which ones follows from the step's key, the layer, the image's place in the batch and the number's place in the
 * image, by the mixing function of SplitMix64 (Steele, Lea and Flood, 2014). So there is no state to keep: a run that
 * resumes draws the same, and into how many parts a batch is cut makes no difference.
 */
public final class Dropout implements Module {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private final double p;
    private final long layer;
    /** One a part: on the CPU an array reads this very memory, and is closed before the next step. */
    private final Map<Integer, ByteBuffer> masks = new ConcurrentHashMap<>();

    /** @param layer its number among the network's dropouts */
    public Dropout(double p, int layer) {
        this.p = p;
        this.layer = layer;
    }

    @Override
    public NDArray forward(NDArray x, BiConsumer<String, NDArray> seen) {
        return x;
    }

    @Override
    public Trained train(NDArray x, Part part, boolean wanted) {
        int count = (int) x.getShape().get(0);
        int size = (int) (x.size() / count);
        NDArray mask = x.getManager().create(mask(part, count, size), x.getShape(), DataType.FLOAT32);
        return new Trained(x.mul(mask), gradient -> gradient.muli(mask));
    }

    private ByteBuffer mask(Part part, int count, int size) {
        int bytes = count * size * Float.BYTES;
        ByteBuffer mask = masks.compute(
                        part.index(),
                        (index, before) -> before == null || before.capacity() < bytes ? direct(bytes) : before)
                .clear()
                .limit(bytes);
        FloatBuffer numbers = mask.asFloatBuffer();
        float[] row = new float[size];
        for (int image = 0; image < count; image++) {
            fill(row, mix(mix(part.key() + layer * GOLDEN) + (part.first() + image) * GOLDEN));
            numbers.put(row);
        }
        return mask;
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private void fill(float[] row, long key) {
        float kept = (float) (1 / (1 - p));
        for (int i = 0; i < row.length; i++) {
            row[i] = (mix(key + i * GOLDEN) >>> 11) * UNIT < p ? 0 : kept;
        }
    }

    /** A step's key, from which all its masks follow. */
    public static long key(long seed, long step) {
        return mix(mix(seed) + step * GOLDEN);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
