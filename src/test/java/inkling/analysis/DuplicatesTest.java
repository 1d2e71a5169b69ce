package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private static final ImageShape TWO = new ImageShape(1, 1, 2);

    @Test
    void copies_are_counted_within_the_training_images_and_between_them_and_the_test_images() {
        LabelledImages train = new LabelledImages(TWO, new byte[] {1, 2, 3, 4, 1, 2, 1, 2}, new byte[] {0, 1, 0, 1});
        LabelledImages test = new LabelledImages(TWO, new byte[] {2, 1, 3, 4, 1, 2}, new byte[] {0, 1, 1});

        Duplicates duplicates = Duplicates.of(train, test);

        assertThat(duplicates.amongTraining()).isEqualTo(2);
        assertThat(duplicates.tested()).containsExactly(1, 2);
        assertThat(duplicates.otherwiseLabelled())
                .as("1 2 is a 1 in the test, and a 0 first")
                .isEqualTo(1);
    }
}
