package inkling.projection;

import java.util.SplittableRandom;

/**
 * Brings long vectors to few numbers such that distances stay nearly what they were, at random: each number is added to
 * {@value #TERMS} of the sums, with random signs (Kane and Nelson, "Sparser Johnson-Lindenstrauss transforms", 2014). The
 * squared distance of two vectors is right on average, with a standard deviation of at most sqrt(2 / k) of it for k sums.
 * Immutable; any thread.
 */
public final class SparseProjection {
    private static final int TERMS = 4;

    private final int from;
    private final int to;
    /** Of each number the sums that it is added to; of one that is taken off there the complement. */
    private final int[] sums;

    /**
     * The same for the same sizes and seed.
     *
     * @param from numbers of a vector
     * @param to sums, at least {@value #TERMS}
     */
    public SparseProjection(int from, int to, long seed) {
        this.from = from;
        this.to = to;
        sums = new int[from * TERMS];
        SplittableRandom random = new SplittableRandom(seed);
        // One of each quarter of the sums, so that no two are the same.
        for (int i = 0; i < sums.length; i++) {
            int sum = random.nextInt(i % TERMS * to / TERMS, (i % TERMS + 1) * to / TERMS);
            sums[i] = random.nextBoolean() ? sum : ~sum;
        }
    }

    /**
     * @param vectors float32 (N, from), row-major
     * @param count N
     * @param target float32 (., to), row-major; its rows from {@code first} on are written
     */
    public void apply(float[] vectors, int count, float[] target, int first) {
        float scale = (float) (1 / Math.sqrt(TERMS));
        for (int row = 0; row < count; row++) {
            int at = (first + row) * to;
            for (int i = 0; i < from; i++) {
                float value = vectors[row * from + i] * scale;
                for (int term = i * TERMS; value != 0 && term < (i + 1) * TERMS; term++) {
                    if (sums[term] >= 0) {
                        target[at + sums[term]] += value;
                    } else {
                        target[at + ~sums[term]] -= value;
                    }
                }
            }
        }
    }
}
