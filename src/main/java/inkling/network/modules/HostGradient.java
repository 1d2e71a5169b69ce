package inkling.network.modules;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Of a network on the CPU, whose update is a loop in Java. The shares stay where PyTorch made them until the update reads
 * them: to copy them all would take longer than the update.
 */
public final class HostGradient implements Gradient {
    private static final long[] FLAT = {-1};

    private final @Nullable Share[][] shares;

    private record Share(NDArray array, FloatBuffer values, int from) {
        static Share of(Learnt learnt, NDArray array) {
            // A view where the numbers lie in order, else a copy: of another array this would be a buffer of a third
            // one's
            // memory, which goes when the part ends.
            PtNDArray flat = JniUtils.reshape((PtNDArray) array, FLAT);
            NDScope.unregister(flat); // other parts read it when this one has ended
            return new Share(flat, flat.toByteBuffer(true).asFloatBuffer(), learnt.from());
        }

        void read(int first, int end, float[] into) {
            int begin = Math.max(first, from);
            int count = Math.min(end, from + values.limit()) - begin;
            if (count > 0) {
                values.get(begin - from, into, begin - first, count);
            }
        }
    }

    /**
     * @param parts into how many a batch is cut at most
     * @param learnt how many parameters the network has
     */
    public HostGradient(int parts, int learnt) {
        shares = new Share[parts][learnt];
    }

    @Override
    public void put(int part, Learnt learnt, NDArray values) {
        shares[part][learnt.place()] = Share.of(learnt, values);
    }

    /**
     * Copies some numbers of a part's share.
     *
     * @param first the first of them, among all parameters in order
     * @param end behind the last
     * @param into from its beginning on
     */
    public void read(int part, int first, int end, float[] into) {
        for (Share share : shares[part]) {
            share.read(first, end, into);
        }
    }

    @Override
    public void clear() {
        for (Share[] part : shares) {
            for (int place = 0; place < part.length; place++) {
                if (part[place] != null) {
                    part[place].array().close();
                    part[place] = null;
                }
            }
        }
    }
}
