package inkling.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalNumbersTest {
    private static final int IMAGES = 5000;
    private static final int N = IMAGES * 784;

    @Test
    void an_images_noise_is_the_same_whenever_it_is_drawn_and_another_seeds_is_not() {
        float[] alone = new float[250];
        float[] longer = new float[784];
        float[] other = new float[250];

        new NormalNumbers(7, 250).fill(999_999_999, alone, 0);
        new NormalNumbers(7, 784).fill(999_999_999, longer, 0);
        new NormalNumbers(8, 250).fill(999_999_999, other, 0);

        assertThat(Arrays.copyOf(longer, 250)).containsExactly(alone);
        assertThat(other).isNotEqualTo(alone);
    }

    /** Such as these, which stand in what a run's pages and files show, in the wedges and the tail as well. */
    @Test
    void the_digits_stay_the_same_whichever_JDK_draws_them() {
        float[] few = new float[4];
        float[] many = new float[100_000];

        new NormalNumbers(1, few.length).fill(0, few, 0);
        new NormalNumbers(1, many.length).fill(3, many, 0);

        assertThat(few).containsExactly(0.72996855f, 0.35894352f, 1.2747163f, -0.2877347f);
        assertThat(Arrays.hashCode(many)).isEqualTo(991046360);
    }

    /** Kolmogorov and Smirnov: the largest gap of the distributions, times sqrt(N), stays below 1.95 in 999 of 1,000. */
    @Test
    void the_numbers_are_normally_distributed() {
        float[] sample = sample(1);
        Arrays.sort(sample);

        double gap = 0;
        for (int i = 0; i < N; i++) {
            double expected = normal(sample[i]);
            gap = Math.max(gap, Math.max(expected - i / (double) N, (i + 1) / (double) N - expected));
        }

        assertThat(gap * Math.sqrt(N)).isLessThan(1.95);
    }

    /** Of N normal numbers the mean of the k-th powers is 0, 1, 0, 3, 0, 15, give or take sqrt(var / N). */
    @Test
    void their_moments_are_the_normal_ones() {
        double[] moments = new double[7];
        for (float x : sample(2)) {
            double power = 1;
            for (int k = 1; k < moments.length; k++) {
                power *= x;
                moments[k] += power / N;
            }
        }

        double unit = 4 / Math.sqrt(N); // four standard errors of the mean
        assertThat(moments[1]).isCloseTo(0, within(unit));
        assertThat(moments[2]).isCloseTo(1, within(unit * Math.sqrt(2)));
        assertThat(moments[3]).isCloseTo(0, within(unit * Math.sqrt(15)));
        assertThat(moments[4]).isCloseTo(3, within(unit * Math.sqrt(96)));
        assertThat(moments[5]).isCloseTo(0, within(unit * Math.sqrt(945)));
        assertThat(moments[6]).isCloseTo(15, within(unit * Math.sqrt(10170)));
    }

    /** {@code 2 * scipy.stats.norm.sf([1, 2, 3, 3.6541528853610088, 4, 4.5, 5])}; the ziggurat's tail begins at 3.65. */
    @Test
    void their_tails_are_as_heavy_as_they_should_be_and_no_heavier() {
        double[] beyond = {1, 2, 3, 3.6541528853610088, 4, 4.5, 5};
        double[] share = {
            0.31731050786291415,
            0.04550026389635839,
            0.0026997960632601866,
            0.00025803248765390077,
            6.334248366623996e-05,
            6.795346249460121e-06,
            5.733031437583867e-07
        };
        long[] count = new long[beyond.length];
        for (int seed = 10; seed < 15; seed++) {
            for (float x : sample(seed)) {
                for (int i = 0; i < beyond.length; i++) {
                    count[i] += Math.abs(x) > beyond[i] ? 1 : 0;
                }
            }
        }

        for (int i = 0; i < beyond.length; i++) {
            double expected = share[i] * 5 * N;
            assertThat((double) count[i]).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        }
    }

    @Test
    void neighbouring_numbers_and_neighbouring_images_have_nothing_to_do_with_each_other() {
        float[] sample = sample(3);

        double next = 0;
        double below = 0;
        double squares = 0;
        for (int i = 784; i < N; i++) {
            next += (double) sample[i] * sample[i - 1] / N;
            below += (double) sample[i] * sample[i - 784] / N;
            squares += ((double) sample[i] * sample[i] - 1) * ((double) sample[i - 1] * sample[i - 1] - 1) / N;
        }

        assertThat(next).isCloseTo(0, within(4 / Math.sqrt(N)));
        assertThat(below).isCloseTo(0, within(4 / Math.sqrt(N)));
        assertThat(squares).isCloseTo(0, within(8 / Math.sqrt(N)));
    }

    @Test
    void large_images_share_no_numbers_either() {
        int count = 3 * 100 * 100;
        float[] first = new float[count];
        float[] second = new float[count];
        NormalNumbers noise = new NormalNumbers(3, count);

        noise.fill(0, first, 0);
        noise.fill(1, second, 0);

        String all = Arrays.toString(first);
        assertThat(all).doesNotContain(second[0] + ", " + second[1] + ", " + second[2]);
        assertThat(all).contains(first[count - 3] + ", " + first[count - 2] + ", " + first[count - 1]);
    }

    private static float[] sample(long seed) {
        NormalNumbers noise = new NormalNumbers(seed, 784);
        float[] sample = new float[N];
        for (int image = 0; image < IMAGES; image++) {
            noise.fill(image, sample, image * 784);
        }
        return sample;
    }

    /** The normal distribution's integral up to x, by Marsaglia's series (2004). */
    private static double normal(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-17; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2 - 0.9189385332046727);
    }
}
