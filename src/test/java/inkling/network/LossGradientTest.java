package inkling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.plain.PlainNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossGradientTest {
    private static final float STEP = 1 / 256f;
    private static final ImageShape SHAPE = new ImageShape(1, 5, 5);

    private final Blueprint blueprint =
            Architecture.parse("conv 2x3, tanh, dense 4, tanh").on(SHAPE, 3);
    private final List<Tensor> tensors = blueprint.initial(3);
    private final LabelledImages images = images();
    private final Normalisation normalisation = new Normalisation(0.5f, 0.25f);

    private static LabelledImages images() {
        byte[] pixels = new byte[7 * SHAPE.size()];
        new SplittableRandom(4).nextBytes(pixels);
        return new LabelledImages(SHAPE, pixels, new byte[] {0, 1, 2, 0, 1, 2, 0});
    }

    @Test
    void the_gradient_is_what_small_changes_of_each_parameter_say() {
        List<Tensor> gradient = LossGradient.of(blueprint, tensors, images, 7, normalisation);

        for (int p = 0; p < gradient.size(); p++) {
            assertThat(gradient.get(p).name()).isEqualTo(tensors.get(p).name());
            assertThat(gradient.get(p).shape()).isEqualTo(tensors.get(p).shape());
            for (int i = 0; i < gradient.get(p).values().length; i++) {
                float value = tensors.get(p).values()[i];
                double slope = (loss(changed(p, i, value + STEP)) - loss(changed(p, i, value - STEP)))
                        / ((double) (value + STEP) - (value - STEP));
                assertThat((double) gradient.get(p).values()[i])
                        .as("%s at %d", gradient.get(p).name(), i)
                        .isCloseTo(slope, within(2e-5));
            }
        }
    }

    @Test
    void pictures_that_do_not_fit_at_once_give_the_same_mean() {
        List<Tensor> whole = LossGradient.of(blueprint, tensors, images, 7, normalisation, 7);
        List<Tensor> parts = LossGradient.of(blueprint, tensors, images, 7, normalisation, 3);

        for (int p = 0; p < whole.size(); p++) {
            assertThat(parts.get(p).values()).containsExactly(whole.get(p).values(), within(1e-6f));
        }
    }

    private List<Tensor> changed(int parameter, int index, float value) {
        List<Tensor> changed = new ArrayList<>(tensors);
        float[] values = tensors.get(parameter).values().clone();
        values[index] = value;
        changed.set(
                parameter,
                new Tensor(tensors.get(parameter).name(), tensors.get(parameter).shape(), values));
        return changed;
    }

    private double loss(List<Tensor> at) {
        PlainNetwork network = new PlainNetwork(blueprint, at);
        double sum = 0;
        for (int image = 0; image < images.size(); image++) {
            float[] x = new float[SHAPE.size()];
            normalisation.apply(SHAPE, images.pixels(), image * x.length, 1, x, 0);
            sum -= Math.log(network.forward(x).probabilities()[images.label(image)]);
        }
        return sum / images.size();
    }
}
