package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseProjectionTest {
    private static final int FROM = 4_704;
    private static final int TO = 512;

    @Test
    void distances_stay_nearly_what_they_were() {
        int vectors = 40;
        float[] all = new float[vectors * FROM];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < all.length; i++) {
            // Every second one is brighter as a whole, which only signs of both kinds can keep.
            all[i] = Math.max(0, (float) random.nextDouble(-1, 1)) + i / FROM % 2;
        }
        float[] sums = new float[vectors * TO];
        new SparseProjection(FROM, TO, 0).apply(all, vectors, sums, 0);

        double mean = 0;
        int pairs = 0;
        for (int one = 0; one < vectors; one++) {
            for (int other = 0; other < one; other++) {
                double ratio = squared(sums, TO, one, other) / squared(all, FROM, one, other);
                assertThat(ratio).isCloseTo(1, within(5 * Math.sqrt(2.0 / TO)));
                mean += ratio;
                pairs++;
            }
        }
        assertThat(mean / pairs).as("right on average").isCloseTo(1, within(0.02));
    }

    private static double squared(float[] rows, int width, int one, int other) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double gap = rows[one * width + i] - rows[other * width + i];
            sum += gap * gap;
        }
        return sum;
    }

    @Test
    void rows_are_written_where_they_belong_and_the_same_seed_gives_the_same() {
        float[] row = {1, -2, 3, 0, 5};
        float[] first = new float[8];
        float[] second = new float[24];
        float[] other = new float[8];

        new SparseProjection(5, 8, 7).apply(row, 1, first, 0);
        new SparseProjection(5, 8, 7).apply(row, 1, second, 2);
        new SparseProjection(5, 8, 8).apply(row, 1, other, 0);

        assertThat(second).startsWith(new float[16]).endsWith(first);
        assertThat(first).isNotEqualTo(other);
        double squares = 0;
        for (float value : first) {
            squares += value * value;
        }
        assertThat(squares).isPositive();
    }
}
