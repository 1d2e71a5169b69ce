package inkling.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrupterTest {
    private static final int SOME = 200;
    private static final LabelledImages DIGITS = BuiltinDigits.dataset(LoadProgress.NONE)
            .test()
            .select(IntStream.range(0, SOME).toArray());

    @ParameterizedTest
    @EnumSource
    void a_stronger_corruption_takes_digits_further_from_what_they_were(Corruption corruption) {
        double[] distances = IntStream.rangeClosed(0, Corruption.STRENGTHS)
                .mapToDouble(strength -> distance(DIGITS, corrupted(DIGITS, corruption, strength, 1)))
                .toArray();

        assertThat(distances[0]).isZero();
        assertThat(distances[1]).isGreaterThan(0.5);
        assertThat(distances[Corruption.STRENGTHS]).isGreaterThan(1.2 * distances[1]);
        for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
            // A digit that is blurred to nothing is as far away as it can be.
            assertThat(distances[strength]).isGreaterThan(0.97 * distances[strength - 1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_picture_is_corrupted_alike_on_any_number_of_threads_and_among_any_others(Corruption corruption)
            throws Exception {
        byte[] alone = new ForkJoinPool(1)
                .submit(() -> corrupted(DIGITS, corruption, 3, 1))
                .get();
        byte[] together = new ForkJoinPool(4)
                .submit(() -> corrupted(DIGITS, corruption, 3, 1))
                .get();
        byte[] some = new byte[70 * 784];
        new Corrupter(corruption, 3, 1).apply(DIGITS, 123, 70, some);

        assertThat(together).isEqualTo(alone);
        assertThat(some).isEqualTo(Arrays.copyOfRange(alone, 123 * 784, 193 * 784));
        assertThat(new Corrupter(corruption, 3, 1).picture(DIGITS, 199))
                .isEqualTo(Arrays.copyOfRange(alone, 199 * 784, 200 * 784));
    }

    @Test
    void what_is_drawn_differs_between_pictures_seeds_and_corruptions() {
        LabelledImages twins = new LabelledImages(ImageShape.MNIST, new byte[2 * 784], new byte[2]);

        byte[] noise = corrupted(twins, Corruption.IMPULSE_NOISE, 3, 1);

        assertThat(Arrays.copyOf(noise, 784)).isNotEqualTo(Arrays.copyOfRange(noise, 784, 2 * 784));
        assertThat(corrupted(twins, Corruption.IMPULSE_NOISE, 3, 2)).isNotEqualTo(noise);
        assertThat(corrupted(twins, Corruption.IMPULSE_NOISE, 3, 1)).isEqualTo(noise);
    }

    /** Whatever is salt at one strength is salt at every higher one. */
    @Test
    void a_stronger_one_does_more_of_the_same() {
        LabelledImages black = new LabelledImages(ImageShape.MNIST, new byte[784], new byte[1]);

        byte[] weak = corrupted(black, Corruption.IMPULSE_NOISE, 1, 1);
        byte[] strong = corrupted(black, Corruption.IMPULSE_NOISE, 5, 1);

        assertThat(IntStream.range(0, 784).filter(i -> weak[i] != 0))
                .isNotEmpty()
                .allMatch(i -> strong[i] != 0);
    }

    @ParameterizedTest
    @EnumSource
    void pictures_of_every_shape_can_be_corrupted(Corruption corruption) {
        for (ImageShape shape : new ImageShape[] {
            new ImageShape(1, 1, 1),
            new ImageShape(3, 2, 3),
            new ImageShape(1, 8, 8),
            new ImageShape(3, 9, 40),
            new ImageShape(3, 130, 70)
        }) {
            byte[] pixels = new byte[2 * shape.size()];
            SplittableRandom random = new SplittableRandom(3);
            random.nextBytes(pixels);
            LabelledImages images = new LabelledImages(shape, pixels, new byte[2]);

            for (int strength = 0; strength <= Corruption.STRENGTHS; strength++) {
                byte[] seen = corrupted(images, corruption, strength, 1);
                assertThat(seen.length).isEqualTo(pixels.length);
                // Of fewer pixels some corruptions leave all as they were.
                if (strength == 0 || shape.height() >= 8) {
                    assertThat(Arrays.equals(seen, pixels)).isEqualTo(strength == 0);
                }
            }
        }
    }

    /** By hand: at twice the size the same corruption moves twice as far. */
    @Test
    void lengths_grow_with_the_picture() {
        ImageShape large = new ImageShape(1, 56, 56);
        byte[] pixels = new byte[large.size()];
        pixels[28 * 56 + 28] = 100;

        byte[] moved = corrupted(new LabelledImages(large, pixels, new byte[1]), Corruption.TRANSLATE, 2, 1);

        assertThat(IntStream.range(0, moved.length)
                        .filter(i -> moved[i] == 100)
                        .findFirst()
                        .orElseThrow())
                .isIn(24 * 56 + 24, 24 * 56 + 32, 32 * 56 + 24, 32 * 56 + 32);
    }

    @ParameterizedTest
    @EnumSource
    void each_says_what_it_does_and_with_which_numbers(Corruption corruption) {
        assertThat(corruption.title()).isNotBlank();
        assertThat(corruption.about()).endsWith(".");
        for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
            assertThat(corruption.parameters(strength)).matches(".*\\d.*").doesNotContain("%");
        }
    }

    @Test
    void there_is_no_strength_beyond_the_fifth() {
        assertThatThrownBy(() -> new Corrupter(Corruption.FOG, 6, 1)).hasMessage("strength must be 0 to 5, was 6");
    }

    private static byte[] corrupted(LabelledImages images, Corruption corruption, int strength, long seed) {
        byte[] target = new byte[images.pixels().length];
        new Corrupter(corruption, strength, seed).apply(images, 0, images.size(), target);
        return target;
    }

    /** The mean over all pixels, of 255. */
    private static double distance(LabelledImages images, byte[] seen) {
        return IntStream.range(0, seen.length)
                .map(i -> Math.abs((seen[i] & 0xff) - (images.pixels()[i] & 0xff)))
                .average()
                .orElseThrow();
    }
}
