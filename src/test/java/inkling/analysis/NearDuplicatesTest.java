package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.analysis.NearDuplicates.Pair;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {
    private static final int TRAIN = 200;
    private static final int TEST = 60;

    static Stream<ImageShape> shapes() {
        return Stream.of(new ImageShape(1, 28, 28), new ImageShape(3, 16, 24), new ImageShape(1, 9, 7));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void planted_copies_are_found_with_what_was_done_to_them_and_nothing_else_is(ImageShape shape) {
        List<byte[]> train = different(shape, TRAIN, 1);
        List<byte[]> test = different(shape, TEST, 2);
        train.set(7, train.get(3).clone());
        test.set(0, train.get(10).clone());
        test.set(1, changed(train.get(11), value -> 20 + value * 7 / 10));
        test.set(2, moved(train.get(12), shape, 1, 0));
        train.set(150, moved(train.get(13), shape, 0, -1));
        test.set(4, changed(test.get(3), value -> value ^ 3));

        NearDuplicates found = NearDuplicates.of(
                List.of(images(shape, train, i -> i == 7 ? 1 : 0), images(shape, test, i -> i == 2 ? 1 : 0)),
                done -> {});

        assertThat(found.pairs().stream().filter(pair -> pair.reaches(0.98f)).map(NearDuplicatesTest::words))
                .as("of other labels first, then across the parts, then the most alike")
                .containsExactly(
                        "train 12 and test 2, 1 right, 0 down, other label",
                        "train 3 and train 7, 0 right, 0 down, copy, other label",
                        "train 10 and test 0, 0 right, 0 down, copy",
                        "train 11 and test 1, 0 right, 0 down",
                        "train 13 and train 150, 0 right, -1 down",
                        "test 3 and test 4, 0 right, 0 down");
        assertThat(found.counts().get(0)).isEqualTo(new NearDuplicates.Count(1, 2, 1, 1));
        assertThat(found.counts().get(3)).isEqualTo(new NearDuplicates.Count(0.98f, 6, 3, 2));
    }

    private static String words(Pair pair) {
        String words = "%s %d and %s %d, %d right, %d down"
                .formatted(
                        pair.firstPart() == 0 ? "train" : "test",
                        pair.first(),
                        pair.secondPart() == 0 ? "train" : "test",
                        pair.second(),
                        pair.right(),
                        pair.down());
        return words + (pair.copy() ? ", copy" : "") + (pair.otherLabel() ? ", other label" : "");
    }

    /** As NumPy's {@code np.corrcoef(a.ravel(), b.ravel())[0, 1]} of {@code a = np.arange(12); b = a * a % 7} has it. */
    @Test
    void likeness_is_the_correlation_of_all_numbers_of_both_images() {
        ImageShape shape = new ImageShape(3, 2, 2);
        byte[] pixels = new byte[24];
        IntStream.range(0, 12).forEach(i -> pixels[i] = (byte) i);
        IntStream.range(0, 12).forEach(i -> pixels[12 + i] = (byte) (i * i % 7));
        LabelledImages both = new LabelledImages(shape, pixels, new byte[2]);

        assertThat(Likeness.of(both, 0, both, 1)).isEqualTo(new Likeness(0.1484824698919899f, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void images_without_contrast_are_like_no_other_but_their_copies(int channels) {
        ImageShape shape = new ImageShape(channels, 8, 8);
        List<byte[]> images = different(shape, 5, 3);
        for (int image = 0; image < 3; image++) {
            byte[] even = images.get(image);
            int shade = image < 2 ? 100 : 50;
            IntStream.range(0, even.length).forEach(i -> even[i] = (byte) (shade / (1 + i / shape.plane())));
        }
        images.set(4, new byte[shape.size()]); // But for one pixel at the edge, which a move pushes over it.
        images.get(4)[0] = (byte) 200;

        NearDuplicates found = NearDuplicates.of(List.of(images(shape, images, i -> 0)), done -> {});

        assertThat(found.pairs().stream().map(NearDuplicatesTest::words))
                .containsExactly("train 0 and train 1, 0 right, 0 down, copy");
    }

    @Test
    void of_a_picture_that_is_there_often_each_copy_is_named_with_the_first() {
        ImageShape shape = new ImageShape(1, 8, 8);
        byte[] one = different(shape, 1, 4).get(0);

        NearDuplicates found = NearDuplicates.of(List.of(images(shape, List.of(one, one, one), i -> 0)), done -> {});

        assertThat(found.pairs()).extracting(Pair::first).containsExactly(0, 0);
        assertThat(found.pairs()).extracting(Pair::second).containsExactly(1, 2);
    }

    @Test
    void the_search_tells_how_far_it_is_and_can_be_ended() {
        ImageShape shape = new ImageShape(1, 12, 12);
        List<LabelledImages> parts = List.of(images(shape, different(shape, 300, 5), i -> 0));
        List<Integer> told = new ArrayList<>();

        NearDuplicates.of(parts, told::add);

        assertThat(told).isSorted().allMatch(done -> done <= NearDuplicates.work(300));
        assertThatThrownBy(() -> NearDuplicates.of(parts, done -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    private static LabelledImages images(ImageShape shape, List<byte[]> images, IntUnaryOperator label) {
        byte[] pixels = new byte[images.size() * shape.size()];
        byte[] labels = new byte[images.size()];
        for (int i = 0; i < labels.length; i++) {
            System.arraycopy(images.get(i), 0, pixels, i * shape.size(), shape.size());
            labels[i] = (byte) label.applyAsInt(i);
        }
        return new LabelledImages(shape, pixels, labels);
    }

    /** Five soft spots each, anywhere, in every channel. */
    private static List<byte[]> different(ImageShape shape, int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<byte[]> images = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            double[] light = new double[shape.size()];
            for (int spot = 0; spot < 5 * shape.channels(); spot++) {
                double x = random.nextDouble() * shape.width();
                double y = random.nextDouble() * shape.height();
                double width = 1 + random.nextDouble() * shape.width() / 8;
                double strength = 50 + random.nextInt(200);
                int channel = spot % shape.channels() * shape.plane();
                for (int i = 0; i < shape.plane(); i++) {
                    double away = Math.hypot(i % shape.width() - x, i / shape.width() - y) / width;
                    light[channel + i] += strength * Math.exp(-away * away);
                }
            }
            byte[] pixels = new byte[shape.size()];
            IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) Math.min(255, light[i]));
            images.add(pixels);
        }
        return images;
    }

    private static byte[] changed(byte[] image, IntUnaryOperator change) {
        byte[] changed = new byte[image.length];
        IntStream.range(0, image.length).forEach(i -> changed[i] = (byte) change.applyAsInt(image[i] & 0xff));
        return changed;
    }

    /** What comes in at the edge is black. */
    private static byte[] moved(byte[] image, ImageShape shape, int right, int down) {
        byte[] moved = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            int x = i % shape.width() + right;
            int y = i / shape.width() % shape.height() + down;
            if (x >= 0 && x < shape.width() && y >= 0 && y < shape.height()) {
                moved[i + right + down * shape.width()] = image[i];
            }
        }
        return moved;
    }
}
