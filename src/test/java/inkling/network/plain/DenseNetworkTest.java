package inkling.network.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.network.plain.DenseNetwork.ForwardPass;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenseNetworkTest {
    private final DenseNetwork network = new DenseNetwork(ExampleNetwork.parameters());

    /** PyTorch 1.13 on the network of {@link ExampleNetwork}. */
    @Test
    void the_forward_pass_is_pytorchs() {
        ForwardPass at = network.forward(ExampleNetwork.input());

        assertThat(at.h1())
                .containsExactly(
                        new double[] {
                            0.08749999245628715, 0.3187500275671482, 0, 0, 0.699999988079071, 0.20625000866129994
                        },
                        within(1e-14));
        assertThat(at.h2())
                .containsExactly(new double[] {0, 0.10859374115243517, 0, 0.4782812684681267, 0}, within(1e-14));
        assertThat(at.logits())
                .containsExactly(
                        new double[] {-0.19623438858962633, 0.4244804937848824, 0.07717188025952791}, within(1e-14));
        assertThat(at.probabilities())
                .containsExactly(
                        new double[] {0.23953865342820357, 0.4456035602578081, 0.31485778631398853}, within(1e-14));
        assertThat(at.logOdds(1)).isCloseTo(-0.21845034764590313, within(1e-14));
    }

    /** {@code F.log_softmax(z, -1)[1].backward(); x.grad}. */
    @Test
    void the_gradient_of_a_log_probability_is_pytorchs() {
        ForwardPass at = network.forward(ExampleNetwork.input());
        double[] p = at.probabilities();

        double[] gradient = network.inputGradient(at, new double[] {-p[0], 1 - p[1], -p[2]});

        assertThat(gradient)
                .containsExactly(
                        new double[] {
                            -0.04108394083593673,
                            0.010579005882970904,
                            0.0339888378553728,
                            0.02407883055994607,
                            -0.006457880428554737,
                            -0.02286803851779008,
                            -0.04690459865146218,
                            0.038078188843012666
                        },
                        within(1e-14));
    }

    @Test
    void the_gradient_is_what_small_changes_of_the_input_say() {
        float[] x = ExampleNetwork.input();
        double[] gradient = network.inputGradient(network.forward(x), new double[] {0, 0, 1});

        for (int i = 0; i < x.length; i++) {
            float[] up = x.clone();
            float[] down = x.clone();
            up[i] += 1 / 1024f;
            down[i] -= 1 / 1024f;
            double slope =
                    (network.forward(up).logits()[2] - network.forward(down).logits()[2]) * 512;
            assertThat(gradient[i]).isCloseTo(slope, within(1e-10));
        }
    }

    @Test
    void a_missing_tensor_is_named() {
        assertThatThrownBy(() -> new DenseNetwork(List.of())).hasMessage("no tensor is named input_fc.weight");
    }
}
