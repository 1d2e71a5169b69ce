package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import org.junit.jupiter.api.Test;

class PixelSpreadTest {
    /** {@code numpy.mean(numpy.abs(x - numpy.median(x, 0)), 0) / 255}, by hand: of four images of two pixels. */
    @Test
    void it_is_the_mean_distance_from_the_median_of_each_pixel() {
        byte[] pixels = {0, 7, 0, 7, 0, 7, (byte) 255, 7};
        byte[] odd = {1, 0, 3, 0, (byte) 200, 0};

        double[] spread = PixelSpread.of(new LabelledImages(new ImageShape(1, 1, 2), pixels, new byte[4]));
        double[] ofThree = PixelSpread.of(new LabelledImages(new ImageShape(1, 1, 2), odd, new byte[3]));

        assertThat(spread).containsExactly(new double[] {0.25, 0}, within(1e-12));
        assertThat(ofThree).containsExactly(new double[] {(2 + 0 + 197) / 3.0 / 255, 0}, within(1e-12));
    }
}
