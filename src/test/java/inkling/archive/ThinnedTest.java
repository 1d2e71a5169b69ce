package inkling.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThinnedTest {
    @Test
    void images_that_are_thinned_some_after_the_others_come_to_what_each_comes_to_alone() {
        int width = 4_000;
        int count = 2_500; // More numbers than are held at once.
        int[] largest = {0};

        float[] all = PredictionStore.thinned(width, count, (first, numbers) -> {
                    largest[0] = Math.max(largest[0], numbers.length);
                    for (int i = 0; i < numbers.length; i += width) {
                        System.arraycopy(image(first + i / width, width), 0, numbers, i, width);
                    }
                })
                .values();

        assertThat(largest[0]).isLessThan(width * count);
        for (int image : new int[] {0, 1_999, 2_000, 2_499}) {
            assertThat(Arrays.copyOfRange(all, image * PredictionStore.WIDEST, (image + 1) * PredictionStore.WIDEST))
                    .containsExactly(PredictionStore.thinned(image(image, width)));
        }
    }

    private static float[] image(int index, int width) {
        SplittableRandom random = new SplittableRandom(index);
        float[] image = new float[width];
        for (int i = 0; i < width; i++) {
            image[i] = (float) random.nextDouble();
        }
        return image;
    }
}
