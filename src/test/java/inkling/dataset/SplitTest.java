package inkling.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void a_tenth_of_mnist_is_6000_images() {
        Split split = Split.shuffled(60_000, 0, 0.1, 1234);

        assertThat(split.train()).hasSize(54_000);
        assertThat(split.validation()).hasSize(6_000);
    }

    /**
     * Expected values from Python, without any library:
     *
     * <pre>
     * def numbers(state, mask=2**64 - 1):  # SplitMix64, Steele, Lea and Flood 2014
     *     while True:
     *         state = (state + 0x9E3779B97F4A7C15) &amp; mask
     *         z = ((state ^ state &gt;&gt; 30) * 0xBF58476D1CE4E5B9) &amp; mask
     *         z = ((z ^ z &gt;&gt; 27) * 0x94D049BB133111EB) &amp; mask
     *         yield z ^ z &gt;&gt; 31
     *
     * order, random = list(range(10)), numbers(1234)
     * for i in range(9, 0, -1):
     *     j = (next(random) &gt;&gt; 32) * (i + 1) &gt;&gt; 32
     *     order[i], order[j] = order[j], order[i]
     * print(order[:7], order[7:])
     * </pre>
     */
    @Test
    void a_seed_means_the_same_split_on_every_machine() {
        Split split = Split.shuffled(10, 0, 0.3, 1234);

        assertThat(split.train()).containsExactly(8, 6, 0, 9, 3, 4, 2);
        assertThat(split.validation()).containsExactly(1, 5, 7);
    }

    @Test
    void another_seed_means_another_split() {
        assertThat(Split.shuffled(100, 0, 0.1, 1).train())
                .isNotEqualTo(Split.shuffled(100, 0, 0.1, 2).train());
    }

    @Test
    void every_index_is_as_likely_to_be_kept_for_validation() {
        int[] kept = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            for (int index : Split.shuffled(10, 0, 0.3, seed).validation()) {
                kept[index]++;
            }
        }

        // Expected 3,000 each with a standard deviation of 46.
        assertThat(kept).satisfies(counts -> assertThat(IntStream.of(counts)).allMatch(n -> Math.abs(n - 3_000) < 230));
    }

    @Property
    void every_image_is_on_exactly_one_side(
            @ForAll @IntRange(min = 2, max = 2_000) int size,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double share,
            @ForAll long seed) {
        Split split = Split.shuffled(size, 0, share, seed);

        assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        assertThat(split.train()).isNotEmpty();
        assertThat(split.validation()).isNotEmpty();
    }

    @Test
    void a_single_image_cannot_be_split() {
        assertThatThrownBy(() -> Split.shuffled(1, 0, 0.1, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessage("Training needs at least two images, one of them for validation; there is 1.");
    }
}
