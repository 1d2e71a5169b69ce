package inkling.random;

/**
 * Standard normal numbers that can be had in any order: those of a part, such as an image, depend on the seed and the part's
 * number alone, whoever draws them and when, and are the same on every JDK.
 *
 * <p>The bits are SplitMix64's (Steele, Lea and Flood, 2014), entered by jumping: part n owns the 4,096 steps from
 * 4,096 n on, or a multiple of them where it has more than 7,000 numbers, so that no two parts share any. A ziggurat of 256
 * layers (Marsaglia and Tsang, 2000) makes normal numbers of them, each from 8 bits for the layer and 24 for the place in it;
 * the distribution is exact up to that resolution, which is float32's own, tails included. Immutable; any thread.
 */
public final class NormalNumbers {
    private static final long STEP = 0x9e3779b97f4a7c15L;
    private static final int STEPS = 4096;
    /** So many numbers come of those steps with room to spare: two a step, of which one in 100 is thrown away. */
    private static final int NUMBERS = 7000;

    private static final int LAYERS = 256;
    private static final int HALF = 1 << 23;
    /** Where the tail begins, and the area of each layer, for 256 of them. */
    private static final double TAIL = 3.6541528853610088;

    private static final double AREA = 0.00492867323399;

    /** A layer's width over 2^23; below which place a point surely lies under the curve; the curve at its right edge. */
    private static final float[] WIDTH = new float[LAYERS];

    private static final int[] INSIDE = new int[LAYERS];
    private static final double[] HEIGHT = new double[LAYERS];

    static {
        double x = TAIL;
        double bottom = AREA / StrictMath.exp(-x * x / 2);
        WIDTH[0] = (float) (bottom / HALF);
        INSIDE[0] = (int) (x / bottom * HALF);
        HEIGHT[0] = 1;
        for (int layer = LAYERS - 1; layer > 0; layer--) {
            WIDTH[layer] = (float) (x / HALF);
            HEIGHT[layer] = StrictMath.exp(-x * x / 2);
            double next = layer == 1 ? 0 : Math.sqrt(-2 * StrictMath.log(AREA / x + HEIGHT[layer]));
            INSIDE[layer] = (int) (next / x * HALF);
            x = next;
        }
    }

    private final long key;
    private final int count;
    private final long stepsPerPart;

    /** @param count numbers of a part */
    public NormalNumbers(long seed, int count) {
        key = mixed(seed + STEP);
        this.count = count;
        stepsPerPart = STEPS * (1L + (count - 1) / NUMBERS);
    }

    /** Writes the numbers of a part to {@code target}. */
    public void fill(long part, float[] target, int offset) {
        long state = key + part * stepsPerPart * STEP;
        int at = offset;
        int end = offset + count;
        while (at < end) {
            state += STEP;
            long bits = mixed(state);
            int low = (int) bits;
            int layer = low & 0xff;
            int place = low >> 8; // -2^23 to 2^23 - 1; its middle is half a step further on
            float x = (place + 0.5f) * WIDTH[layer];
            if ((place ^ place >> 31) >= INSIDE[layer]) {
                x = rare(layer, x, mixed(bits));
            }
            target[at] = x;
            at += x == x ? 1 : 0; // a rejected point is not a number, and the next one takes its place

            int high = (int) (bits >>> 32);
            layer = high & 0xff;
            place = high >> 8;
            x = (place + 0.5f) * WIDTH[layer];
            if ((place ^ place >> 31) >= INSIDE[layer]) {
                x = rare(layer, x, mixed(~bits));
            }
            if (at < end) {
                target[at] = x;
                at += x == x ? 1 : 0;
            }
        }
    }

    /** A point in the wedge of a layer or beyond the last one: about 1 in 80. */
    private static float rare(int layer, float x, long bits) {
        if (layer == 0) {
            return Math.copySign(tail(bits), x);
        }
        double y = HEIGHT[layer] + uniform(bits) * (HEIGHT[layer - 1] - HEIGHT[layer]);
        return y < StrictMath.exp(-0.5 * x * x) ? x : Float.NaN;
    }

    /** Marsaglia's exact way for the tail (1964). */
    private static float tail(long bits) {
        long state = bits;
        double beyond;
        double y;
        do {
            state = mixed(state + STEP);
            beyond = -StrictMath.log(uniform(state)) / TAIL;
            state = mixed(state + STEP);
            y = -StrictMath.log(uniform(state));
        } while (y + y < beyond * beyond);
        return (float) (TAIL + beyond);
    }

    /** In (0, 1), 53 bits. */
    private static double uniform(long bits) {
        return ((bits >>> 11) + 0.5) * 0x1p-53;
    }

    /** Stafford's thirteenth mixer, which SplittableRandom uses as well. */
    private static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
