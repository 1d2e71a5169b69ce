package inkling.network;

import static inkling.network.Waves.LABELS;
import static inkling.network.Waves.X;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The numbers are PyTorch's (1.13, CPU), from
 *
 * <pre>{@code
 * import torch, torch.nn.functional as F
 * wave = lambda n, f: torch.sin(torch.arange(1, n + 1, dtype=torch.float64) * f)
 * x, y = wave(3 * 784, .7).float().view(3, 784), torch.tensor([3, 7, 0])
 * flat, at, p = (wave(2421, 1) * .3).float(), 0, []
 * for s in [(3, 784), (3,), (4, 3), (4,), (10, 4), (10,)]:
 *     n = torch.Size(s).numel(); p.append(flat[at:at + n].clone().view(s).requires_grad_()); at += n
 * h2 = F.relu(F.linear(F.relu(F.linear(x, *p[:2])), *p[2:4]))
 * logits = F.linear(h2, *p[4:])
 * loss = F.cross_entropy(logits, y)
 * loss.backward()
 * grad = torch.cat([q.grad.reshape(-1) for q in p])
 * print(loss, h2[0], logits[0, :4], [grad[i] for i in (0, 1000, 2352, 2356, 2368, 2375, 2415)])
 * }</pre>
 */
class NetworkTest {
    private static final int[] SAMPLES = {0, 1000, 2352, 2356, 2368, 2375, 2415};

    @Test
    void a_forward_pass_gives_pytorchs_hidden_layer_and_loss() {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu());
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            Map<String, float[]> seen = new HashMap<>();
            NDArray x = network.manager().create(X, new Shape(3, 1, 28, 28));
            float[] logits = network.forward(x, (id, made) -> seen.put(id, made.toFloatArray()))
                    .toFloatArray();

            assertThat(Arrays.copyOf(seen.get("h2"), 4))
                    .containsExactly(new float[] {0, 0, 0.37535337f, 0.17070201f}, within(1e-6f));
            assertThat(seen).containsOnlyKeys("flatten1", "input_fc", "h1", "hidden_fc", "h2", "logits");
            assertThat(new float[] {logits[0], logits[1], logits[2], logits[3]})
                    .containsExactly(new float[] {-0.30258161f, 0.05974759f, 0.40645140f, 0.09025510f}, within(1e-6f));
            double loss = 0;
            for (int row = 0; row < 3; row++) {
                loss += CrossEntropy.loss(logits, row, 10, LABELS[row]) / 3;
            }
            assertThat(loss).isCloseTo(2.3899662494659424, within(1e-6));
        }
    }

    @Test
    void the_gradient_worked_by_hand_is_pytorchs() {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu());
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = network.manager().create(X, new Shape(3, 1, 28, 28));
            NDArray targets = network.manager().create(Waves.targets(), new Shape(3, 10));

            float[] gradient = Gradients.of(network, x, targets);

            float[] samples = new float[SAMPLES.length];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = gradient[SAMPLES[i]];
            }
            assertThat(samples)
                    .containsExactly(
                            new float[] {-0.002328585f, 0.007530462f, -0.003276865f, 0, -0.07454786f, 0, 0.0986008f},
                            within(1e-7f));
        }
    }

    @Test
    void every_array_of_a_step_is_closed_with_its_scope() {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            int before = network.manager().getManagedArrays().size();

            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray x = network.manager().create(X, new Shape(3, 1, 28, 28));
                NDArray targets = network.manager().create(Waves.targets(), new Shape(3, 10));
                Gradients.of(network, x, targets);
                assertThat(network.manager().getManagedArrays()).hasSizeGreaterThan(before);
            }

            assertThat(network.manager().getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void parameters_come_back_as_they_went_in() {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            assertThat(network.tensors())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(Waves.parameters());
        }
    }
}
