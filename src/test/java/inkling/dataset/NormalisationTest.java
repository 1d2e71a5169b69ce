package inkling.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.RealMnist;
import inkling.dataset.Normalisation.Channel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalisationTest {
    @Test
    void mnist_has_the_mean_and_standard_deviation_everyone_knows() {
        LabelledImages train = Reading.recognised(RealMnist.folder()).train();

        Normalisation normalisation = Normalisation.of(train);

        assertThat(normalisation.channels().get(0).mean()).isCloseTo(0.1307f, within(0.00005f));
        assertThat(normalisation.channels().get(0).standardDeviation()).isCloseTo(0.3081f, within(0.00005f));
    }

    /** Half the pixels 0, half 255: mean 1/2, and every pixel 1/2 away from it. */
    @Test
    void the_standard_deviation_is_that_of_the_population() {
        byte[] pixels = new byte[ImageShape.MNIST.size()];
        Arrays.fill(pixels, 0, pixels.length / 2, (byte) 255);

        Normalisation normalisation = Normalisation.of(new LabelledImages(ImageShape.MNIST, pixels, new byte[1]));

        assertThat(normalisation).isEqualTo(new Normalisation(0.5f, 0.5f));
    }

    @Test
    void pixels_become_numbers_around_zero() {
        float[] target = {7, 7, 7, 7};

        new Normalisation(0.5f, 0.25f)
                .apply(new ImageShape(1, 1, 2), new byte[] {9, 0, (byte) 255, 9}, 1, 1, target, 1);

        assertThat(target).containsExactly(7, -2, 2, 7);
    }

    /** {@code Normalize([0.1307], [0.3081])(torch.tensor([[[0, 128, 255]]]) / 255)} in torchvision 0.14. */
    @Test
    void the_table_agrees_with_pytorch_to_the_last_bit() {
        float[] table = new Normalisation(0.1307f, 0.3081f).table(0);

        assertThat(new float[] {table[0], table[128], table[255]})
                .containsExactly(-0.424212962f, 1.20500112f, 2.82148671f);
    }

    /** Two pictures of 1 x 2: red is half 0, half 255; green 51 throughout; blue 0, 0, 0 and 255. */
    @Test
    void each_channel_is_normalised_by_itself_and_one_that_never_changes_is_only_shifted() {
        byte[] pixels = {0, -1, 51, 51, 0, 0, -1, 0, 51, 51, 0, -1};
        LabelledImages train = new LabelledImages(new ImageShape(3, 1, 2), pixels, new byte[2]);

        Normalisation normalisation = Normalisation.of(train);

        assertThat(normalisation.channels())
                .containsExactly(
                        new Channel(0.5f, 0.5f), new Channel(0.2f, 1), new Channel(0.25f, (float) Math.sqrt(3 / 16.0)));
        float[] x = new float[12];
        normalisation.apply(train.shape(), pixels, 0, 2, x, 0);
        assertThat(x[6]).isEqualTo(1);
        assertThat(x[8]).isZero();
        assertThat(x[11]).isCloseTo((float) Math.sqrt(3), within(1e-6f));
    }

    @Test
    void pictures_of_one_grey_are_refused() {
        LabelledImages blank = new LabelledImages(ImageShape.MNIST, new byte[ImageShape.MNIST.size()], new byte[1]);

        assertThatThrownBy(() -> Normalisation.of(blank))
                .isInstanceOf(DatasetException.class)
                .hasMessage("All training pixels are the same; there is nothing to learn from.");
    }
}
