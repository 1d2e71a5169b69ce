package inkling.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
    private static final ImageShape DOT = new ImageShape(1, 1, 1);

    private final Dataset original = dataset(20, 0);

    /** So many images, whose labels count to 4 and whose pixel is their index. */
    private static Dataset dataset(int size, int validation) {
        byte[] pixels = new byte[size];
        byte[] labels = new byte[size];
        for (int i = 0; i < size; i++) {
            pixels[i] = (byte) i;
            labels[i] = (byte) (i % 5);
        }
        var images = new LabelledImages(DOT, pixels, labels);
        List<String> names = IntStream.range(0, 5).mapToObj(String::valueOf).toList();
        return new Dataset(
                DatasetKind.BUILTIN,
                "Dots.",
                images,
                images,
                validation,
                names,
                Fingerprint.of(images, images, validation),
                List.of());
    }

    private Corrections corrections(Correction... all) {
        return new Corrections(original.fingerprint().whole(), List.of(all));
    }

    @Test
    void labels_change_and_the_test_images_and_all_other_labels_do_not() {
        Dataset corrected = corrections(Correction.relabel(7, 2, 4), Correction.keep(8, 3), Correction.exclude(9, 4))
                .on(original);

        byte[] expected = original.train().labels().clone();
        expected[7] = 4;
        assertThat(corrected.train().labels()).isEqualTo(expected);
        assertThat(corrected.train().pixels()).isSameAs(original.train().pixels());
        assertThat(corrected.test()).isSameAs(original.test());
        assertThat(original.train().label(7)).isEqualTo(2);
        assertThat(corrected.notes())
                .containsExactly(
                        "1 label is corrected, and 1 training image is left out; the test images are as they were.");
    }

    @Property(tries = 200)
    void who_is_left_out_changes_the_side_of_nobody_else(
            @ForAll @Size(max = 12) List<@IntRange(max = 19) Integer> left, @ForAll @IntRange(max = 5) int validation) {
        Dataset all = dataset(20, validation);
        var corrections = new Corrections(
                all.fingerprint().whole(),
                left.stream().distinct().map(i -> Correction.exclude(i, i % 5)).toList());
        Split before = all.split(0.4, 3);
        int[] train = without(before.train(), left);
        int[] valid = without(before.validation(), left);

        if (train.length == 0 || valid.length == 0) {
            assertThatThrownBy(() -> corrections.on(all).split(0.4, 3))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith("So many images are left out that none is left to ");
        } else {
            assertThat(corrections.on(all).split(0.4, 3).train()).isEqualTo(train);
            assertThat(corrections.on(all).split(0.4, 3).validation()).isEqualTo(valid);
        }
    }

    private static int[] without(int[] images, List<Integer> left) {
        return Arrays.stream(images).filter(image -> !left.contains(image)).toArray();
    }

    @Test
    void other_corrections_are_another_data_set_and_what_was_only_looked_at_is_the_same() {
        Fingerprint one = corrections(Correction.relabel(7, 2, 4)).on(original).fingerprint();
        Fingerprint other =
                corrections(Correction.relabel(7, 2, 3)).on(original).fingerprint();
        Fingerprint excluded =
                corrections(Correction.exclude(7, 2)).on(original).fingerprint();
        Fingerprint more = corrections(Correction.exclude(9, 4), Correction.relabel(7, 2, 4))
                .on(original)
                .fingerprint();
        Fingerprint inAnotherOrder = corrections(Correction.relabel(7, 2, 4), Correction.exclude(9, 4))
                .on(original)
                .fingerprint();

        assertThat(List.of(one, other, excluded, more, original.fingerprint()))
                .doesNotHaveDuplicates()
                .extracting(Fingerprint::whole)
                .doesNotHaveDuplicates();
        assertThat(List.of(one, other, excluded, more))
                .allSatisfy(each ->
                        assertThat(each.sameTest(original.fingerprint())).isTrue());
        assertThat(inAnotherOrder).isEqualTo(more);
        assertThat(corrections(Correction.keep(7, 2)).on(original).fingerprint())
                .isEqualTo(original.fingerprint());
    }

    @Test
    void corrections_of_other_images_are_refused() {
        Dataset other = dataset(19, 0);

        assertThatThrownBy(() -> corrections(Correction.relabel(7, 2, 4)).on(other))
                .isInstanceOf(DatasetException.class)
                .hasMessage("This version corrects other images than the ones that are there now.");
        assertThatThrownBy(() -> corrections(Correction.relabel(20, 0, 4)).on(original))
                .isInstanceOf(DatasetException.class);
        assertThatThrownBy(() -> corrections(Correction.relabel(7, 2, 5)).on(original))
                .isInstanceOf(DatasetException.class);
        assertThatThrownBy(() -> corrections(Correction.keep(7, 2), Correction.exclude(7, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_new_label_that_is_the_given_one_keeps_the_image() {
        assertThat(Correction.relabel(7, 2, 2)).isEqualTo(Correction.keep(7, 2));
        assertThatThrownBy(() -> new Correction(7, 2, Correction.Kind.RELABEL, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Correction.relabel(7, 2, 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
