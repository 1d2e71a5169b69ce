package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.dataset.Normalisation.Channel;
import inkling.network.plain.PlainNetwork;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictorTest {
    private static final Normalisation GREY = new Normalisation(0.1307f, 0.3081f);
    private static final Normalisation COLOURS =
            new Normalisation(List.of(new Channel(.2f, .3f), new Channel(.5f, .2f), new Channel(.4f, .25f)));

    /** Two programs that share nothing but the blueprint; 600 pictures are more than one pass looks at. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mlp; 1; 28; 600",
                "lenet5; 1; 28; 9",
                "vgg-small; 3; 32; 3",
                "resnet-small; 3; 32; 3",
                "conv 5x3, batchnorm, gelu, dropout 0.5, dense 6, batchnorm, tanh; 1; 6; 3",
                "avgpool 2, tanh, globalavgpool; 3; 6; 3"
            })
    void gradients_with_respect_to_pixels_are_those_of_the_plain_network(
            String text, int channels, int side, int count) {
        ImageShape shape = new ImageShape(channels, side, side);
        Blueprint blueprint = Architecture.parse(text).on(shape, 10);
        List<Tensor> tensors = blueprint.initial(5);
        Normalisation normalisation = channels == 1 ? GREY : COLOURS;
        PlainNetwork plain = new PlainNetwork(blueprint, tensors);
        Inputs.Images pictures = pictures(shape.size());
        double[] wanted = new double[10];
        wanted[3] = 1;

        try (Predictor predictor = new Predictor(blueprint, tensors, normalisation, "cpu")) {
            double[] mean = predictor.meanGradient(count, 3, pictures);
            float[] logits = predictor.logits(count, pictures);

            double[] expected = new double[shape.size()];
            for (int picture = 0; picture < count; picture++) {
                float[] pixels = new float[shape.size()];
                pictures.write(picture, 1, pixels);
                var at = plain.forward(normalisation.normalised(shape, pixels));
                double[] gradient = plain.inputGradient(at, wanted);
                for (int i = 0; i < gradient.length; i++) {
                    expected[i] += gradient[i]
                            / count
                            / normalisation.channels().get(i / shape.plane()).standardDeviation();
                }
                for (int c = 0; c < 10; c++) {
                    assertThat((double) logits[10 * picture + c]).isCloseTo(at.logits()[c], within(1e-4));
                }
            }
            assertThat(mean).containsExactly(expected, within(1e-4));
            assertThat(predictor.meanGradient(count, 3, pictures)).isEqualTo(mean);
        }
    }

    /** Numbers of 0 to 1 that differ from picture to picture. */
    private static Inputs.Images pictures(int size) {
        return (from, count, target) -> {
            for (int i = 0; i < count * size; i++) {
                target[i] = (float) (0.5 + 0.5 * Math.sin((from + i / size + 1) * 0.37 + i % size * 0.71));
            }
        };
    }
}
