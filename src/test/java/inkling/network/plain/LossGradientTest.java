package inkling.network.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossGradientTest {
    private static final float STEP = 1 / 1024f;

    private final List<Tensor> parameters = ExampleNetwork.parameters();
    private final float[][] x = {ExampleNetwork.input(), new float[] {1, -0.5f, 0.25f, 0, 2, -1, 0.75f, 0.5f}};
    private final int[] labels = {1, 2};

    @Test
    void the_gradient_is_what_small_changes_of_each_parameter_say() {
        List<Tensor> gradient = LossGradient.of(ExampleNetwork.blueprint(), parameters, x, labels);

        for (int p = 0; p < parameters.size(); p++) {
            assertThat(gradient.get(p).name()).isEqualTo(parameters.get(p).name());
            assertThat(gradient.get(p).shape()).isEqualTo(parameters.get(p).shape());
            for (int i = 0; i < parameters.get(p).values().length; i++) {
                float value = parameters.get(p).values()[i];
                float up = value + STEP;
                float down = value - STEP;
                double slope = (loss(changed(p, i, up)) - loss(changed(p, i, down))) / ((double) up - down);
                assertThat((double) gradient.get(p).values()[i])
                        .as("%s at %d", parameters.get(p).name(), i)
                        .isCloseTo(slope, within(1e-6));
            }
        }
    }

    @Test
    void each_picture_counts_alike_in_the_mean() {
        List<Tensor> both = LossGradient.of(ExampleNetwork.blueprint(), parameters, x, labels);
        List<Tensor> first =
                LossGradient.of(ExampleNetwork.blueprint(), parameters, new float[][] {x[0]}, new int[] {1});
        List<Tensor> second =
                LossGradient.of(ExampleNetwork.blueprint(), parameters, new float[][] {x[1]}, new int[] {2});

        for (int p = 0; p < both.size(); p++) {
            for (int i = 0; i < both.get(p).values().length; i++) {
                float mean = (first.get(p).values()[i] + second.get(p).values()[i]) / 2;
                assertThat(both.get(p).values()[i]).isCloseTo(mean, within(1e-7f));
            }
        }
    }

    private List<Tensor> changed(int parameter, int index, float value) {
        List<Tensor> changed = new ArrayList<>(parameters);
        Tensor before = parameters.get(parameter);
        float[] values = before.values().clone();
        values[index] = value;
        changed.set(parameter, new Tensor(before.name(), before.shape(), values));
        return changed;
    }

    /** The mean of -log p, by the forward pass alone. */
    private double loss(List<Tensor> at) {
        PlainNetwork network = new PlainNetwork(ExampleNetwork.blueprint(), at);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum -= Math.log(network.forward(x[i]).probabilities()[labels[i]]);
        }
        return sum / x.length;
    }
}
