package inkling.analysis.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.LabelledPredictions;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.LoadProgress;
import inkling.dataset.digits.BuiltinDigits;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicingTest {
    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    /**
     * By hand. A bar of 20 x 3: its area is 60; its outline, by differences to the right and below, 20 above, 19 below, 3 on
     * the left, 2 on the right, and the root of 2 at the one corner that both differences meet.
     */
    @Test
    void the_width_of_a_bar_is_twice_its_area_over_its_outline() {
        double[] ink = new double[784];
        for (int row = 10; row < 13; row++) {
            Arrays.fill(ink, row * 28 + 4, row * 28 + 24, 1);
        }

        var traits = Traits.drawn(ImageShape.MNIST, ink);

        assertThat(traits.get(Trait.STROKE)).isCloseTo(120 / (44 + Math.sqrt(2)), within(1e-12));
        assertThat(traits.get(Trait.SIZE)).isCloseTo(100 * 60 / 784.0, within(1e-12));
        assertThat(traits.get(Trait.BRIGHTNESS)).isCloseTo(100, within(1e-12));
        assertThat(traits.get(Trait.SLANT)).isCloseTo(0, within(1e-9));
    }

    /** By hand: along the diagonal the covariance is the variance, and the shear that takes it away is 1. */
    @Test
    void a_stroke_that_leans_to_the_right_has_its_angle_as_slant() {
        double[] right = new double[784];
        double[] left = new double[784];
        for (int i = 4; i < 24; i++) {
            right[i * 28 + 27 - i] = 0.5;
            left[i * 28 + i] = 0.5;
        }

        assertThat(Traits.drawn(ImageShape.MNIST, right).get(Trait.SLANT)).isCloseTo(45, within(1e-9));
        assertThat(Traits.drawn(ImageShape.MNIST, left).get(Trait.SLANT)).isCloseTo(-45, within(1e-9));
        assertThat(Traits.drawn(ImageShape.MNIST, right).get(Trait.BRIGHTNESS)).isCloseTo(50, within(1e-9));
    }

    @Test
    void dark_ink_on_a_bright_ground_is_measured_as_bright_ink_on_a_dark_one() {
        LabelledImages digits =
                BuiltinDigits.generate(3, 200, 10, LoadProgress.NONE).train();
        byte[] negative = new byte[digits.pixels().length];
        IntStream.range(0, negative.length).forEach(i -> negative[i] = (byte) ~digits.pixels()[i]);

        Traits bright = Traits.of(digits);
        Traits dark = Traits.of(new LabelledImages(digits.shape(), negative, digits.labels()));

        assertThat(bright.drawn()).isTrue();
        bright.values().forEach((trait, values) -> {
            for (int i = 0; i < values.length; i++) {
                assertThat(dark.values().get(trait)[i]).isCloseTo(values[i], within(1e-9));
            }
        });
    }

    /** By hand: half of the pixels white has a mean and a deviation of one half. */
    @Test
    void of_pictures_in_colour_only_brightness_and_contrast_are_measured() {
        byte[] pixels = new byte[2 * 3 * 4];
        for (int channel = 0; channel < 3; channel++) {
            pixels[channel * 4] = pixels[channel * 4 + 1] = (byte) 255;
        }
        var images = new LabelledImages(new ImageShape(3, 2, 2), pixels, new byte[] {0, 1});

        Traits traits = Traits.of(images);

        assertThat(traits.drawn()).isFalse();
        assertThat(traits.values()).containsOnlyKeys(Trait.BRIGHTNESS, Trait.CONTRAST);
        assertThat(traits.values().get(Trait.BRIGHTNESS)).containsExactly(new double[] {50, 0}, within(1e-9));
        assertThat(traits.values().get(Trait.CONTRAST)).containsExactly(new double[] {50, 0}, within(1e-6));
    }

    @Test
    void a_traits_bins_hold_a_fifth_each_and_equal_values_stay_together() {
        double[] values = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        double[] tied = IntStream.range(0, 100).mapToDouble(i -> i < 70 ? 0 : i).toArray();

        assertThat(counts(Axis.of(Trait.STROKE, values).orElseThrow())).containsExactly(20, 20, 20, 20, 20);
        assertThat(Axis.of(Trait.STROKE, values).orElseThrow().bins())
                .startsWith("thinnest, 0.0 to 19.0 px", "20.0 to 39.0 px")
                .endsWith("thickest, 80.0 to 99.0 px");
        assertThat(counts(Axis.of(Trait.STROKE, tied).orElseThrow())).containsExactly(80, 20);
        assertThat(Axis.of(Trait.STROKE, new double[100])).isEmpty();
    }

    private static int[] counts(Axis axis) {
        int[] counts = new int[axis.bins().size()];
        for (byte bin : axis.of()) {
            counts[bin]++;
        }
        return counts;
    }

    /** Of thick nines one in two is wrong, of all others one in fifty: that is the slice to find first. */
    @Test
    void a_weakness_that_was_planted_is_found_and_holds_among_all_that_were_looked_at() {
        LabelledImages digits =
                BuiltinDigits.generate(5, 4_000, 10, LoadProgress.NONE).train();
        Slicing slicing = Slicing.of(digits, DIGITS);
        Slice planted = slicing.slice("class:9,stroke:4");
        boolean[] bad = new boolean[digits.size()];
        Arrays.stream(planted.images()).forEach(image -> bad[image] = true);
        float[] logits = new float[digits.size() * 10];
        for (int i = 0; i < digits.size(); i++) {
            boolean wrong = bad[i] ? i % 2 == 0 : i % 50 == 0;
            logits[i * 10 + (digits.label(i) + (wrong ? 1 : 0)) % 10] = 3;
        }

        WeakSlices weak = WeakSlices.of(slicing, new LabelledPredictions(10, digits.labels(), logits));

        WeakSlices.Weak first = weak.found().get(0);
        assertThat(first.slice().id()).isEqualTo("class:9,stroke:4");
        assertThat(first.figures().count()).isEqualTo(planted.images().length).isGreaterThanOrEqualTo(30);
        assertThat(first.corrected()).isLessThan(0.001).isGreaterThan(first.pValue());
        assertThat(first.slice().title()).startsWith("class 9 · stroke width thickest, ");
        assertThat(weak.examined()).isBetween(200, 380);
        assertThat(weak.found()).allSatisfy(each -> {
            assertThat(each.figures().count()).isGreaterThanOrEqualTo(WeakSlices.FEWEST);
            assertThat(each.figures().interval().high()).isLessThan(0.98);
        });
    }

    @Test
    void a_slice_that_there_is_not_gets_a_sentence() {
        Slicing slicing =
                Slicing.of(BuiltinDigits.generate(5, 50, 10, LoadProgress.NONE).train(), DIGITS);

        for (String id :
                List.of("", "class:10", "class:1,class:2", "colour:1", "class:1,stroke:0,slant:0", "class:-1")) {
            assertThatThrownBy(() -> slicing.slice(id))
                    .as(id)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("slice must be one that the page of slices names, such as class:1, was ");
        }
    }
}
