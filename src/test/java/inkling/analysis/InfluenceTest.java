package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.Influence.Gradient;
import inkling.analysis.Influence.Scored;
import inkling.network.Predictions;
import inkling.network.Predictions.Activation;
import inkling.network.Tensor;
import inkling.network.plain.ExampleNetwork;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfluenceTest {
    private static final byte[] LABELS = {0, 1, 2, 1};
    private static final double[] RATES = {0.1, 0.05, 0.2};

    /**
     * PyTorch 1.13, its own gradients of the last layer: the network of {@link ExampleNetwork} with every weight times
     * {@code 1 + c / 4} at checkpoint c.
     *
     * <pre>{@code
     * train = torch.stack([x, -x, x.flip(0), x * x]); labels = [0, 1, 2, 1]; test, label = x.roll(3) * .5, 2
     * def gradient(c, x, y):
     *     loss = F.cross_entropy(nets[c](x)[None], torch.tensor([y]))
     *     return torch.cat([g.flatten() for g in torch.autograd.grad(loss, (w2, b2))])
     * for z, y in zip(train, labels):
     *     print(sum(r * gradient(c, z, y) @ gradient(c, test, label) for c, r in enumerate([.1, .05, .2])),
     *           sum(r * gradient(c, z, y) @ gradient(c, z, y) for c, r in enumerate([.1, .05, .2])))
     * }</pre>
     */
    @Test
    void scores_are_the_dot_products_of_pytorchs_gradients_over_three_checkpoints() {
        Influence influence = new Influence(LABELS.length);

        for (int c = 0; c < RATES.length; c++) {
            PlainNetwork network = checkpoint(c);
            ForwardPass test = network.forward(test());
            Gradient gradient = Gradient.of(test.probabilities(), 2, test.activations("h2"));
            // In two pieces, as many images are.
            Influence checkpoint = new Influence(LABELS.length);
            checkpoint.add(gradient, 0, predictions(network, 0, 1), LABELS);
            checkpoint.add(gradient, 1, predictions(network, 1, 3), LABELS);
            influence.add(RATES[c], checkpoint);
        }

        List<Scored> proponents = influence.proponents(10, i -> true);
        List<Scored> opponents = influence.opponents(10, i -> true);
        assertThat(proponents).extracting(Scored::index).containsExactly(2);
        assertThat(proponents.get(0).score()).isCloseTo(0.29160646742942253, within(1e-6));
        assertThat(opponents).extracting(Scored::index).containsExactly(1, 3, 0);
        assertThat(opponents.get(0).score()).isCloseTo(-0.16530217286630564, within(1e-6));
        assertThat(opponents.get(1).score()).isCloseTo(-0.16152310550822357, within(1e-6));
        assertThat(opponents.get(2).score()).isCloseTo(-0.08798983717560893, within(1e-6));
        assertThat(influence.own(0)).isCloseTo(0.439269339844141, within(1e-6));
        assertThat(influence.own(3)).isCloseTo(0.2012086999540666, within(1e-6));
        assertThat(influence.ownBelow(0)).isEqualTo(0.75);
        assertThat(influence.opponents(1, i -> i != 1))
                .extracting(Scored::index)
                .containsExactly(3);
    }

    private static PlainNetwork checkpoint(int c) {
        List<Tensor> tensors = ExampleNetwork.parameters();
        tensors.stream().filter(tensor -> tensor.name().endsWith("weight")).forEach(tensor -> {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] *= 1 + c / 4f;
            }
        });
        return new PlainNetwork(ExampleNetwork.blueprint(), tensors);
    }

    private static float[] test() {
        float[] x = ExampleNetwork.input();
        float[] test = new float[8];
        for (int i = 0; i < 8; i++) {
            test[(i + 3) % 8] = x[i] * 0.5f;
        }
        return test;
    }

    private static float[] train(int image) {
        float[] x = ExampleNetwork.input();
        float[] made = new float[8];
        for (int i = 0; i < 8; i++) {
            made[i] = List.of(x[i], -x[i], x[7 - i], x[i] * x[i]).get(image);
        }
        return made;
    }

    private static Predictions predictions(PlainNetwork network, int first, int count) {
        float[] logits = new float[3 * count];
        float[] h2 = new float[5 * count];
        for (int i = 0; i < count; i++) {
            ForwardPass pass = network.forward(train(first + i));
            for (int c = 0; c < 3; c++) {
                logits[3 * i + c] = (float) pass.logits()[c];
            }
            for (int j = 0; j < 5; j++) {
                h2[5 * i + j] = (float) pass.activations("h2")[j];
            }
        }
        return new Predictions(count, 3, logits, Map.of("h2", new Activation(new int[] {5}, h2)), "h2");
    }
}
