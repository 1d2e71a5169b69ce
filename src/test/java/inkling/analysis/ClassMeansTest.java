package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClassMeansTest {
    @Test
    void each_pixel_is_the_mean_over_the_classs_images() {
        byte[] pixels = new byte[3 * 784];
        Arrays.fill(pixels, 0, 784, (byte) 255);
        pixels[784] = 10;
        pixels[2 * 784] = 77;

        byte[][] means = ClassMeans.of(new LabelledImages(ImageShape.MNIST, pixels, new byte[] {1, 1, 0}), 3);

        assertThat(means[1][0] & 0xff).isEqualTo(133);
        assertThat(means[1][783] & 0xff).isEqualTo(128);
        assertThat(means[0][0]).isEqualTo((byte) 77);
        assertThat(means[2]).as("a class without images").isEmpty();
    }
}
