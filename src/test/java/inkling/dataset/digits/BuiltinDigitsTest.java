package inkling.dataset.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import inkling.dataset.Dataset;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BuiltinDigitsTest {
    private static final int SIDE = ImageShape.MNIST.width();

    private static final Dataset DIGITS = BuiltinDigits.generate(7, 4_000, 1_000, LoadProgress.NONE);

    @Test
    void a_seed_gives_the_same_bytes_on_every_machine() {
        Dataset small = BuiltinDigits.generate(42, 300, 100, LoadProgress.NONE);

        assertThat(small.fingerprint().whole())
                .isEqualTo("47da4f409332575e5f93cee032fd3b4ccb77a17e9e98225a7aef1d34d7539f5d");
    }

    @Test
    void the_number_of_threads_does_not_matter() throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool five = new ForkJoinPool(5);

        Dataset alone = one.submit(() -> BuiltinDigits.generate(7, 4_000, 1_000, LoadProgress.NONE))
                .get(1, TimeUnit.MINUTES);
        Dataset together = five.submit(() -> BuiltinDigits.generate(7, 4_000, 1_000, LoadProgress.NONE))
                .get(1, TimeUnit.MINUTES);

        assertThat(alone.train().pixels()).isEqualTo(together.train().pixels());
        assertThat(alone.fingerprint()).isEqualTo(together.fingerprint()).isEqualTo(DIGITS.fingerprint());
        one.shutdown();
        five.shutdown();
    }

    @Test
    void another_seed_gives_other_digits() {
        Dataset other = BuiltinDigits.generate(8, 4_000, 1_000, LoadProgress.NONE);

        assertThat(other.fingerprint()).isNotEqualTo(DIGITS.fingerprint());
        assertThat(other.train().labels()).isNotEqualTo(DIGITS.train().labels());
    }

    @Test
    void no_picture_stands_twice_not_even_in_training_and_test() {
        List<String> pictures = new ArrayList<>();
        for (LabelledImages images : List.of(DIGITS.train(), DIGITS.test())) {
            for (int i = 0; i < images.size(); i++) {
                pictures.add(new String(images.image(i), StandardCharsets.ISO_8859_1));
            }
        }

        assertThat(pictures).doesNotHaveDuplicates();
    }

    @Test
    void the_data_set_says_what_it_is() {
        assertThat(DIGITS.kind()).isEqualTo(DatasetKind.BUILTIN);
        assertThat(DIGITS.reason())
                .isEqualTo("Built-in digits: 4,000 + 1,000 pictures that Inkling drew itself from seed 7.");
        assertThat(DIGITS.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(DIGITS.fingerprint()).isEqualTo(Fingerprint.of(DIGITS.train(), DIGITS.test()));
    }

    @Test
    void every_digit_stands_equally_often_in_a_shuffled_order() {
        int[] counts = new int[10];
        int follows = 0;
        for (int i = 0; i < DIGITS.train().size(); i++) {
            counts[DIGITS.train().label(i)]++;
            if (i > 0 && DIGITS.train().label(i) == (DIGITS.train().label(i - 1) + 1) % 10) {
                follows++;
            }
        }

        assertThat(counts).containsOnly(400);
        assertThat(follows).isBetween(320, 480);
    }

    @Test
    void the_centre_of_mass_is_within_a_pixel_of_the_middle() {
        for (int i = 0; i < DIGITS.train().size(); i++) {
            byte[] image = DIGITS.train().image(i);
            double mass = 0;
            double x = 0;
            double y = 0;
            for (int pixel = 0; pixel < image.length; pixel++) {
                int ink = Byte.toUnsignedInt(image[pixel]);
                mass += ink;
                x += ink * (pixel % SIDE + 0.5);
                y += ink * (pixel / SIDE + 0.5);
            }

            assertThat(x / mass).as("picture %d, across", i).isCloseTo(14, offset(1.0));
            assertThat(y / mass).as("picture %d, down", i).isCloseTo(14, offset(1.0));
        }
    }

    @Test
    void the_ink_fills_a_box_of_twenty_pixels_and_a_soft_edge() {
        for (int i = 0; i < DIGITS.train().size(); i++) {
            byte[] image = DIGITS.train().image(i);
            int left = SIDE;
            int right = 0;
            int top = SIDE;
            int bottom = 0;
            for (int pixel = 0; pixel < image.length; pixel++) {
                if (Byte.toUnsignedInt(image[pixel]) > 64) {
                    left = Math.min(left, pixel % SIDE);
                    right = Math.max(right, pixel % SIDE);
                    top = Math.min(top, pixel / SIDE);
                    bottom = Math.max(bottom, pixel / SIDE);
                }
            }

            assertThat(Math.max(right - left, bottom - top) + 1)
                    .as("picture %d", i)
                    .isBetween(17, 21);
        }
    }

    @Test
    void every_picture_has_as_much_ink_as_a_pen_would_leave() {
        for (int i = 0; i < DIGITS.train().size(); i++) {
            double ink = 0;
            int strongest = 0;
            for (byte pixel : DIGITS.train().image(i)) {
                ink += Byte.toUnsignedInt(pixel) / 255.0;
                strongest = Math.max(strongest, Byte.toUnsignedInt(pixel));
            }

            assertThat(ink).as("picture %d", i).isBetween(18.0, 320.0);
            assertThat(strongest).as("picture %d", i).isGreaterThan(180);
        }
    }

    @Test
    void the_mean_picture_of_each_digit_tells_most_but_not_all_of_them_apart() {
        double[][] means = new double[10][ImageShape.MNIST.size()];
        for (int i = 0; i < DIGITS.train().size(); i++) {
            double[] mean = means[DIGITS.train().label(i)];
            byte[] image = DIGITS.train().image(i);
            for (int pixel = 0; pixel < mean.length; pixel++) {
                mean[pixel] += Byte.toUnsignedInt(image[pixel]) / 400.0;
            }
        }
        int right = 0;
        for (int i = 0; i < DIGITS.test().size(); i++) {
            if (nearest(means, DIGITS.test().image(i)) == DIGITS.test().label(i)) {
                right++;
            }
        }

        assertThat(right / (double) DIGITS.test().size()).as("MNIST gives 0.82").isBetween(0.70, 0.88);
    }

    @Test
    void progress_goes_up_to_the_whole() {
        List<Long> seen = new ArrayList<>();

        BuiltinDigits.generate(1, 5_000, 3_000, (activity, done, total, unit) -> {
            assertThat(activity).isEqualTo("drawing digits");
            assertThat(total).isEqualTo(8_000);
            assertThat(unit).isEqualTo("images");
            seen.add(done);
        });

        assertThat(seen).isSorted().startsWith(0L).endsWith(8_000L).hasSizeGreaterThan(4);
    }

    @Test
    void who_listens_can_end_the_drawing() {
        LoadProgress impatient = (activity, done, total, unit) -> {
            if (done > 0) {
                throw new CancellationException();
            }
        };

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> BuiltinDigits.generate(1, 50_000, 10, impatient));
    }

    private static int nearest(double[][] means, byte[] image) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int digit = 0; digit < means.length; digit++) {
            double distance = 0;
            for (int pixel = 0; pixel < image.length; pixel++) {
                double difference = means[digit][pixel] - Byte.toUnsignedInt(image[pixel]);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = digit;
            }
        }
        return best;
    }
}
