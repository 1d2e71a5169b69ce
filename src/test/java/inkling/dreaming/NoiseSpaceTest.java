package inkling.dreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.network.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseSpaceTest {
    @Test
    void the_network_sees_the_same_in_the_short_form_as_in_the_whole_image() {
        Tensor weight = random(250, 784);
        NoiseSpace space = new NoiseSpace(weight, 5);

        assertThat(space.dimensions()).isEqualTo(250);
        assertSeesTheSame(weight, space, 250);
    }

    @Test
    void a_layer_wider_than_the_picture_sees_all_of_it() {
        Tensor weight = random(40, 30);
        NoiseSpace space = new NoiseSpace(weight, 5);

        assertThat(space.dimensions()).isEqualTo(30);
        assertSeesTheSame(weight, space, 30);
    }

    @Test
    void units_that_are_silent_or_alike_see_nothing_new() {
        Tensor weight = random(4, 20);
        System.arraycopy(weight.values(), 0, weight.values(), 20, 20);
        for (int i = 0; i < 20; i++) {
            weight.values()[40 + i] = 0;
        }
        NoiseSpace space = new NoiseSpace(weight, 5);

        assertThat(space.dimensions()).isEqualTo(2);
        assertSeesTheSame(weight, space, 2);
    }

    /** Over 20,000 images: each pixel's mean is 0, each two pixels' covariance 0, each one's variance 1. */
    @Test
    void every_pixel_is_standard_normal_and_has_nothing_to_do_with_the_others() {
        int inputs = 12;
        int images = 20_000;
        NoiseSpace space = new NoiseSpace(random(5, inputs), 3);
        double[] mean = new double[inputs];
        double[][] covariance = new double[inputs][inputs];
        double fourth = 0;
        for (int image = 0; image < images; image++) {
            double[] x = space.image(image);
            for (int i = 0; i < inputs; i++) {
                mean[i] += x[i] / images;
                fourth += Math.pow(x[i], 4) / images / inputs;
                for (int j = 0; j < inputs; j++) {
                    covariance[i][j] += x[i] * x[j] / images;
                }
            }
        }

        double unit = 4.5 / Math.sqrt(images);
        for (int i = 0; i < inputs; i++) {
            assertThat(mean[i]).isCloseTo(0, within(unit));
            for (int j = 0; j < inputs; j++) {
                assertThat(covariance[i][j]).isCloseTo(i == j ? 1 : 0, within(unit * (i == j ? Math.sqrt(2) : 1)));
            }
        }
        assertThat(fourth).isCloseTo(3, within(unit * Math.sqrt(96.0 / inputs)));
    }

    private static void assertSeesTheSame(Tensor weight, NoiseSpace space, int dimensions) {
        int inputs = weight.shape()[1];
        float[] weights = space.weights(1);
        float[] z = new float[dimensions];
        for (long image : new long[] {0, 1, 77, 999_999_999}) {
            space.fill(image, z, 0);
            double[] x = space.image(image);
            for (int unit = 0; unit < weight.shape()[0]; unit++) {
                double whole = 0;
                double brief = 0;
                for (int i = 0; i < inputs; i++) {
                    whole += weight.values()[unit * inputs + i] * x[i];
                }
                for (int axis = 0; axis < dimensions; axis++) {
                    brief += weights[unit * dimensions + axis] * z[axis];
                }
                assertThat(brief).isCloseTo(whole, within(1e-5));
            }
        }
    }

    private static Tensor random(int units, int inputs) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[units * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.1, 0.1);
        }
        return new Tensor("input_fc.weight", new int[] {units, inputs}, values);
    }
}
