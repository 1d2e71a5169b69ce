package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.DenseNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcitationTest {
    private static final Normalisation MNIST = new Normalisation(0.1307f, 0.3081f);

    @Test
    void the_images_that_excite_a_unit_most_are_those_whose_forward_pass_says_so() {
        List<Tensor> parameters = Blueprint.perceptron(List.of(12, 8)).initial(1);
        byte[] pixels = new byte[50 * 784];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt(256) : 0);
        }
        LabelledImages images = new LabelledImages(ImageShape.MNIST, pixels, new byte[50]);
        int[] odd = IntStream.range(0, 50).filter(i -> i % 2 == 1).toArray();
        DenseNetwork network = new DenseNetwork(parameters);
        double[] activations = new double[50];
        for (int image = 0; image < 50; image++) {
            float[] x = new float[784];
            for (int i = 0; i < 784; i++) {
                x[i] = ((pixels[image * 784 + i] & 0xff) / 255f - 0.1307f) / 0.3081f;
            }
            activations[image] = network.forward(x).h1()[5];
        }

        List<Excitation> strongest = Excitation.ofImages(parameters, 5, images, odd, MNIST, 4);

        assertThat(strongest.stream().map(Excitation::index))
                .containsExactlyElementsOf(IntStream.of(odd)
                        .boxed()
                        .filter(image -> activations[image] > 0)
                        .sorted(Comparator.comparingDouble(image -> -activations[image]))
                        .limit(4)
                        .toList());
        assertThat(strongest)
                .isNotEmpty()
                .allSatisfy(excitation ->
                        assertThat(excitation.activation()).isCloseTo(activations[excitation.index()], within(1e-5)));
    }

    @Test
    void the_units_a_picture_excites_most_come_strongest_first_and_silent_ones_not_at_all() {
        assertThat(Excitation.ofUnits(new double[] {0, 2, 5, 0, 2, 1}, 3))
                .containsExactly(new Excitation(2, 5), new Excitation(1, 2), new Excitation(4, 2));
        assertThat(Excitation.ofUnits(new double[3], 3)).isEmpty();
    }
}
