package inkling.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What each corruption does to the numbers of a picture, beside scipy 1.10 and cases by hand. The picture is black along
 * its edge, so that black comes in from outside.
 */
class DamageTest {
    private static final ImageShape SMALL = new ImageShape(1, 5, 6);
    private static final int[] PICTURE = {
        0, 0, 0, 0, 0, 0, //
        0, 145, 240, 76, 171, 0, //
        0, 196, 33, 128, 222, 0, //
        0, 247, 84, 178, 15, 0, //
        0, 0, 0, 0, 0, 0
    };

    /** {@code scipy.ndimage.gaussian_filter(x, 0.8, mode='nearest', truncate=4)}. */
    @Test
    void a_gaussian_blur_is_scipys() {
        Gaussian blur = new Gaussian(0.8);

        assertThat(damaged(SMALL, PICTURE, (canvas, random) -> blur.apply(canvas.values, canvas.height, canvas.width)))
                .containsExactly(
                        10, 32, 42, 34, 28, 10, //
                        31, 92, 112, 99, 87, 33, //
                        45, 117, 119, 120, 106, 38, //
                        40, 100, 95, 90, 59, 17, //
                        14, 36, 34, 29, 15, 3);
    }

    /**
     * {@code scipy.ndimage.affine_transform(x, m, offset=c - m @ c, order=1)} with the middle {@code c = (2, 2.5)} and, down
     * before across, {@code m = [[cos, sin], [-sin, cos]]} of 0.4, {@code [[1, 0], [0.6, 1]]} and {@code [[1, 0], [0, 1]] / 0.7}.
     */
    @Test
    void turning_leaning_and_shrinking_are_scipys() {
        double cos = Math.cos(0.4);
        double sin = Math.sin(0.4);

        assertThat(damaged(SMALL, PICTURE, (canvas, random) -> Geometry.warp(canvas, cos, -sin, sin, cos, 0, 0)))
                .containsExactly(
                        0, 0, 0, 52, 43, 0, //
                        9, 96, 150, 123, 149, 0, //
                        29, 165, 75, 134, 108, 4, //
                        0, 155, 127, 122, 48, 1, //
                        0, 62, 72, 0, 0, 0);
        assertThat(damaged(SMALL, PICTURE, (canvas, random) -> Geometry.warp(canvas, 1, 0.6, 0, 1, 0, 0)))
                .containsExactly(
                        0, 0, 0, 0, 0, 0, //
                        0, 58, 183, 174, 114, 103, //
                        0, 196, 33, 128, 222, 0, //
                        148, 149, 140, 80, 6, 0, //
                        0, 0, 0, 0, 0, 0);
        assertThat(damaged(SMALL, PICTURE, Geometry.scale(0.7)))
                .containsExactly(
                        0, 0, 0, 0, 0, 0, //
                        0, 30, 126, 55, 35, 0, //
                        0, 70, 68, 148, 79, 0, //
                        0, 50, 68, 82, 3, 0, //
                        0, 0, 0, 0, 0, 0);
    }

    /** By hand: columns become rows. */
    @Test
    void a_quarter_turn_moves_every_pixel_to_its_place() {
        ImageShape square = new ImageShape(3, 4, 4);
        int[] picture = IntStream.range(0, 48).map(i -> 5 * i).toArray();

        int[] turned = damaged(square, picture, Geometry.rotate(Math.PI / 2));

        int[] left = IntStream.range(0, 48)
                .map(i -> picture[i / 16 * 16 + i % 4 * 4 + 3 - i % 16 / 4])
                .toArray();
        int[] right = IntStream.range(0, 48)
                .map(i -> picture[i / 16 * 16 + (3 - i % 4) * 4 + i % 16 / 4])
                .toArray();
        assertThat(turned)
                .satisfiesAnyOf(
                        it -> assertThat(it).isEqualTo(left),
                        it -> assertThat(it).isEqualTo(right));
    }

    /** By hand: one pixel of a blank picture goes to one of four places, all channels alike. */
    @Test
    void translating_by_whole_pixels_moves_pixels_and_changes_none() {
        ImageShape shape = new ImageShape(3, 9, 9);
        int[] picture = new int[3 * 81];
        picture[40] = 255;
        picture[81 + 40] = 100;

        int[] moved = damaged(shape, picture, Geometry.translate(3));

        int place =
                IntStream.range(0, 81).filter(i -> moved[i] == 255).findFirst().orElseThrow();
        assertThat(place).isIn(40 - 27 - 3, 40 - 27 + 3, 40 + 27 - 3, 40 + 27 + 3);
        assertThat(moved[81 + place]).isEqualTo(100);
        assertThat(Arrays.stream(moved).sum()).isEqualTo(355);
    }

    /** By hand: a bright page with a dark word on it stays bright where something comes in. */
    @Test
    void what_comes_in_from_outside_has_the_colour_of_the_edge() {
        int[] page = IntStream.range(0, 81).map(i -> i == 40 ? 0 : 200).toArray();

        int[] moved = damaged(new ImageShape(1, 9, 9), page, Geometry.translate(4));

        assertThat(moved).containsOnly(0, 200).containsOnlyOnce(0);
    }

    /**
     * {@code colorsys.hsv_to_rgb(h, s, min(1, v + 0.1))} of (200, 100, 50); by hand for grey ones: 0.1 of white is 25.5.
     */
    @Test
    void brightness_is_added_to_the_value_of_hue_saturation_and_value() {
        ImageShape pixel = new ImageShape(3, 1, 1);

        assertThat(damaged(pixel, new int[] {200, 100, 50}, Tone.brightness(0.1f)))
                .containsExactly(226, 113, 56);
        assertThat(damaged(pixel, new int[] {200, 100, 50}, Tone.brightness(0.5f)))
                .containsExactly(255, 128, 64);
        assertThat(damaged(pixel, new int[] {0, 0, 0}, Tone.brightness(0.2f))).containsExactly(51, 51, 51);
        assertThat(damaged(new ImageShape(1, 1, 3), new int[] {0, 100, 250}, Tone.brightness(0.2f)))
                .containsExactly(51, 151, 255);
    }

    /** By hand: a quarter of 8 columns at either side; at 0.1, eight tenths of the outermost column. */
    @Test
    void stripes_along_the_edges_are_turned_to_their_negative() {
        ImageShape row = new ImageShape(1, 1, 8);
        int[] picture = {0, 50, 100, 150, 200, 250, 255, 10};

        assertThat(damaged(row, picture, Tone.stripe(0.25))).containsExactly(255, 205, 100, 150, 200, 250, 0, 245);
        assertThat(damaged(row, picture, Tone.stripe(0.1))).containsExactly(204, 50, 100, 150, 200, 250, 255, 198);
    }

    @Test
    void impulses_are_a_share_of_the_numbers_and_as_often_black_as_white() {
        ImageShape shape = new ImageShape(3, 200, 200);
        int[] grey = IntStream.generate(() -> 128).limit(shape.size()).toArray();

        int[] noisy = damaged(shape, grey, Noise.impulse(0.27));

        assertThat(share(noisy, 0)).isCloseTo(0.135, within(0.005));
        assertThat(share(noisy, 255)).isCloseTo(0.135, within(0.005));
        assertThat(share(noisy, 128)).isCloseTo(0.73, within(0.005));
    }

    /** {@code scipy.stats.poisson.ppf}. */
    @Test
    void photons_are_counted_by_the_quantiles_of_poissons_distribution() {
        assertThat(quantiles(12, 0.01, 0.3, 0.5, 0.9, 0.999999)).containsExactly(5, 10, 12, 17, 32);
        assertThat(quantiles(0.4, 0.01, 0.3, 0.5, 0.9, 0.999999)).containsExactly(0, 0, 0, 1, 6);
        assertThat(quantiles(60, 0.001, 0.25, 0.75, 0.9999)).containsExactly(38, 55, 65, 91);
        assertThat(quantiles(0, 0, 0.999999)).containsExactly(0, 0);
    }

    /** By hand: of 5 photons at white, 102 of 255 is 2, so that a count of 2 gives 102 back. */
    @Test
    void shot_noise_gives_whole_photons_whose_mean_is_the_picture() {
        int[] dim = IntStream.generate(() -> 102).limit(40_000).toArray();

        int[] noisy = damaged(new ImageShape(1, 200, 200), dim, Noise.shot(5));

        assertThat(noisy).containsOnly(0, 51, 102, 153, 204, 255);
        // More than five photons are cut to white, which takes 0.6 of 255 from the mean.
        assertThat(Arrays.stream(noisy).average().orElseThrow()).isCloseTo(101.3, within(1.5));
        assertThat(share(noisy, 0)).isCloseTo(Math.exp(-2), within(0.01));
    }

    @Test
    void glass_only_exchanges_pixels_between_its_blurs() {
        ImageShape shape = new ImageShape(3, 12, 12);
        int[] picture = IntStream.range(0, shape.size()).map(i -> i % 144).toArray();

        // A blur of less than an eighth of a pixel leaves them as they are.
        int[] seen = damaged(shape, picture, Blur.glass(0.1, 2, 2));

        assertThat(seen).isNotEqualTo(picture);
        assertThat(Arrays.stream(seen).sorted())
                .containsExactly(boxed(Arrays.stream(picture).sorted().toArray()));
        assertThat(Arrays.copyOf(seen, 144)).isEqualTo(Arrays.copyOfRange(seen, 144, 288));
    }

    /** By hand: of a column of light, what moves sideways keeps its sum in each row, and none is behind it. */
    @Test
    void motion_draws_a_trail_to_one_side() {
        ImageShape shape = new ImageShape(1, 30, 30);
        int[] column = IntStream.range(0, 900).map(i -> i % 30 == 20 ? 250 : 0).toArray();

        int[] moved = damaged(shape, column, Blur.motion(8, 3));

        for (int row = 9; row < 21; row++) {
            int[] across = Arrays.copyOfRange(moved, 30 * row, 30 * row + 30);
            assertThat(Arrays.stream(across).sum()).isBetween(246, 254);
            assertThat(Arrays.stream(across, 21, 30).sum()).isZero();
            assertThat(across[19]).isPositive().isLessThan(250);
        }
    }

    @Test
    void fog_is_never_brighter_than_the_picture_was_and_the_same_on_all_channels() {
        ImageShape shape = new ImageShape(3, 20, 30);
        int[] dim = IntStream.generate(() -> 120).limit(shape.size()).toArray();

        int[] seen = damaged(shape, dim, Weather.fog(2, 4));

        // 120 without a cloud becomes a + b times 1 / (a + 2), with one as bright as two whites the 120 it was.
        assertThat(Arrays.stream(seen).max().orElseThrow()).isBetween(100, 120);
        assertThat(Arrays.stream(seen).min().orElseThrow()).isBetween(22, 40);
        assertThat(Arrays.copyOf(seen, 600)).isEqualTo(Arrays.copyOfRange(seen, 600, 1200));
    }

    @Test
    void mud_covers_the_share_of_the_picture_that_it_is_said_to() {
        int[] white = IntStream.generate(() -> 255).limit(200 * 200).toArray();

        int[] seen = damaged(new ImageShape(1, 200, 200), white, Weather.spatter(0.524, 2));

        // Half of 255 and 63 is where a drop begins.
        assertThat(Arrays.stream(seen).filter(pixel -> pixel < 159).count() / 40_000.0)
                .isCloseTo(0.3, within(0.03));
        assertThat(seen).contains(63, 255);
    }

    /** By hand: two columns without, two columns with, and so on to the right edge. */
    @Test
    void a_dotted_line_has_dashes_as_long_as_its_gaps() {
        int[] seen = damaged(new ImageShape(1, 28, 28), new int[784], Strokes.dottedLine(1, 1));

        boolean[] inked = new boolean[28];
        for (int pixel = 0; pixel < 784; pixel++) {
            inked[pixel % 28] |= seen[pixel] > 100;
        }
        for (int column = 0; column < 28; column++) {
            assertThat(inked[column]).as("column " + column).isEqualTo(column / 2 % 2 == 1);
        }
    }

    @Test
    void lines_are_bright_on_a_dark_picture_and_dark_on_a_bright_one() {
        ImageShape shape = new ImageShape(1, 28, 28);
        int[] page = IntStream.generate(() -> 240).limit(784).toArray();

        int[] onBlack = damaged(shape, new int[784], Strokes.zigzag(1, 1));
        int[] onWhite = damaged(shape, page, Strokes.zigzag(1, 1));
        int[] faint = damaged(shape, page, Strokes.zigzag(0.5f, 1));

        assertThat(Arrays.stream(onBlack).max().orElseThrow()).isGreaterThan(230);
        assertThat(Arrays.stream(onWhite).min().orElseThrow()).isLessThan(10);
        assertThat(Arrays.stream(onWhite).max().orElseThrow()).isEqualTo(240);
        assertThat(Arrays.stream(faint).min().orElseThrow()).isBetween(112, 125);
    }

    /** By hand: a square has four sides as its edges, one pixel wide, and nothing within. */
    @Test
    void edges_are_lines_one_pixel_wide_where_the_picture_changes() {
        int[] square = IntStream.range(0, 400)
                .map(i -> i / 20 >= 6 && i / 20 < 14 && i % 20 >= 6 && i % 20 < 14 ? 255 : 0)
                .toArray();

        int[] edges = damaged(new ImageShape(1, 20, 20), square, new Canny(1, 1));

        int[] middleRow = Arrays.copyOfRange(edges, 200, 220);
        int[] middleColumn =
                IntStream.range(0, 20).map(row -> edges[20 * row + 10]).toArray();
        assertThat(Arrays.stream(middleRow).filter(pixel -> pixel == 255).count())
                .isEqualTo(2);
        assertThat(middleRow).isEqualTo(middleColumn).containsOnly(0, 255);
        assertThat(middleRow[5] + middleRow[6]).isEqualTo(255);
        assertThat(damaged(new ImageShape(1, 20, 20), square, new Canny(0.2f, 1))[10 * 20 + 10])
                .isEqualTo(204);
    }

    /** By hand: 0.01 of white changes by at most 4 times that, which is no edge; what joins a sure edge is one at half of it. */
    @Test
    void a_slight_change_is_no_edge() {
        int[] faint = IntStream.range(0, 400).map(i -> i % 20 < 10 ? 100 : 104).toArray();

        assertThat(damaged(new ImageShape(1, 20, 20), faint, new Canny(1, 1))).containsOnly(0);
    }

    private static double share(int[] pixels, int value) {
        return Arrays.stream(pixels).filter(pixel -> pixel == value).count() / (double) pixels.length;
    }

    private static int[] quantiles(double mean, double... draws) {
        Poisson poisson = new Poisson(mean);
        return Arrays.stream(draws).mapToInt(poisson::least).toArray();
    }

    private static Integer[] boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Integer[]::new);
    }

    private static int[] damaged(ImageShape shape, int[] picture, Damage damage) {
        byte[] pixels = new byte[picture.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) picture[i];
        }
        Canvas canvas = new Canvas(shape);
        canvas.read(pixels, 0);
        damage.apply(canvas, new SplittableRandom(7));
        canvas.write(pixels, 0);
        return IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).toArray();
    }
}
