package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Predictor;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerActivityTest {
    private static final ImageShape SHAPE = new ImageShape(3, 8, 8);
    private static final int IMAGES = 40;

    @ParameterizedTest
    @CsvSource({"conv1", "dense1", "logits"})
    void what_excites_a_unit_most_is_what_each_images_forward_pass_says(String layer) {
        Blueprint blueprint =
                Architecture.parse("conv 4x3, relu, dense 6, relu").on(SHAPE, 3);
        List<Tensor> tensors = blueprint.initial(1);
        byte[] pixels = new byte[IMAGES * SHAPE.size()];
        new SplittableRandom(2).nextBytes(pixels);
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % 3);
        }
        LabelledImages images = new LabelledImages(SHAPE, pixels, labels);
        Normalisation normalisation = Normalisation.of(images);
        int unit = 2;
        PlainNetwork network = new PlainNetwork(blueprint, tensors);
        int units = blueprint.layer(layer).outputShape()[0];
        double[][] maps = new double[IMAGES][];
        double[] largest = new double[IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            float[] x = new float[SHAPE.size()];
            normalisation.apply(SHAPE, pixels, image * x.length, 1, x, 0);
            double[] all = network.forward(x).activations(layer);
            maps[image] = Arrays.copyOfRange(all, unit * all.length / units, (unit + 1) * all.length / units);
            largest[image] = Arrays.stream(maps[image]).max().orElseThrow();
        }

        LayerActivity activity;
        try (Predictor predictor = new Predictor(blueprint, tensors, normalisation, "cpu")) {
            activity = LayerActivity.of(predictor, blueprint.layer(layer), images, 3, 4);
        }

        assertThat(activity.units()).hasSize(units);
        LayerActivity.Unit said = activity.units().get(unit);
        assertThat(said.strongest().stream().map(LayerActivity.Excited::image))
                .containsExactlyElementsOf(IntStream.range(0, IMAGES)
                        .boxed()
                        .filter(image -> largest[image] > 0)
                        .sorted(Comparator.comparingDouble(image -> -largest[image]))
                        .limit(4)
                        .toList());
        assertThat(said.strongest()).allSatisfy(each -> {
            assertThat((double) each.activation()).isCloseTo(largest[each.image()], within(1e-5));
            assertThat(maps[each.image()][each.place()]).isEqualTo(largest[each.image()]);
        });
        assertThat(said.active())
                .isEqualTo((int) Arrays.stream(largest).filter(each -> each > 0).count());
        assertThat(said.means()[1])
                .isCloseTo(
                        IntStream.range(0, IMAGES)
                                .filter(image -> labels[image] == 1)
                                .mapToDouble(image -> Math.max(0, largest[image]))
                                .average()
                                .orElseThrow(),
                        within(1e-5));
    }
}
