package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import inkling.network.Gradients;
import inkling.network.Network;
import inkling.network.Tensor;
import inkling.network.Waves;
import inkling.network.modules.DeviceGradient;
import inkling.network.modules.HostGradient;
import inkling.network.modules.Learnt;
import inkling.network.modules.Meeting;
import inkling.network.modules.Part;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Parameters after one and three steps on a tiny network against PyTorch's (1.13, CPU), from
 *
 * <pre>{@code
 * import torch, torch.nn.functional as F
 * wave = lambda n, f: torch.sin(torch.arange(1, n + 1, dtype=torch.float64) * f)
 * x, y = wave(3 * 784, .7).float().view(3, 784), torch.tensor([3, 7, 0])
 * def train(steps, make):
 *     flat, at, p = (wave(2421, 1) * .3).float(), 0, []
 *     for s in [(3, 784), (3,), (4, 3), (4,), (10, 4), (10,)]:
 *         n = torch.Size(s).numel(); p.append(flat[at:at + n].clone().view(s).requires_grad_()); at += n
 *     o = make(p)
 *     for _ in range(steps):
 *         h = F.relu(F.linear(F.relu(F.linear(x, *p[:2])), *p[2:4]))
 *         loss = F.cross_entropy(F.linear(h, *p[4:]), y)
 *         o.zero_grad(); loss.backward(); o.step()
 *     t = torch.cat([q.detach().reshape(-1) for q in p])
 *     return ["%.7g" % t[i] for i in (0, 1000, 2352, 2356, 2368, 2375, 2415)]
 * O = torch.optim
 * for name, make in dict(adam=lambda p: O.Adam(p, .01), adam_l2=lambda p: O.Adam(p, .01, weight_decay=.1),
 *         adamw=lambda p: O.AdamW(p, .01, weight_decay=.1), sgd=lambda p: O.SGD(p, .01),
 *         momentum=lambda p: O.SGD(p, .01, momentum=.9, weight_decay=.1),
 *         nesterov=lambda p: O.SGD(p, .01, momentum=.9, nesterov=True),
 *         rmsprop=lambda p: O.RMSprop(p, .01), adagrad=lambda p: O.Adagrad(p, .01)).items():
 *     for steps in (1, 3): print(name, steps, train(steps, make))
 * }</pre>
 */
class OptimizerTest {
    private static final int[] SAMPLES = {0, 1000, 2352, 2356, 2368, 2375, 2415};

    @ParameterizedTest(name = "{0}, weight decay {1}, momentum {2}, Nesterov {3}, {4} steps")
    @CsvSource({
        "adam,    0,  0,  false, 1, 0.2624412, 0.2659972, 0.02586183, 0.2163552, 0.08105992, 0.2450593, -0.04449832",
        "adam,    0,  0,  false, 3, 0.2636787, 0.2691592, 0.02658134, 0.2010659, 0.07901111, 0.2302397, -0.06454082",
        "adam,    .1, 0,  false, 1, 0.2424413, 0.2659972, 0.0258618,  0.2063552, 0.08105992, 0.2350593, -0.04449832",
        "adam,    .1, 0,  false, 3, 0.2226783, 0.2463793, 0.04228178, 0.1864117, 0.08806308, 0.215041,  -0.06448342",
        "adamw,   .1, 0,  false, 1, 0.2621888, 0.2657212, 0.02584597, 0.2161388, 0.08098886, 0.2448142, -0.04446383",
        "adamw,   .1, 0,  false, 3, 0.2629098, 0.2683325, 0.02652098, 0.2004214, 0.07878743, 0.2295099, -0.06440751",
        "sgd,     0,  0,  false, 1, 0.2524646, 0.2759219, 0.01589463, 0.2163552, 0.0718054,  0.2450593, -0.03548434",
        "sgd,     0,  0,  false, 3, 0.2525105, 0.2757745, 0.01596273, 0.2163552, 0.07330049, 0.2450593, -0.03744546",
        "sgd,     .1, .9, false, 1, 0.2522121, 0.2756459, 0.01587877, 0.2161388, 0.07173434, 0.2448142, -0.03544984",
        "sgd,     .1, .9, false, 3, 0.2511558, 0.2740339, 0.01596068, 0.2151425, 0.07484324, 0.2436857, -0.03981466",
        "sgd,     0,  .9, true,  1, 0.2524855, 0.2758541, 0.01592412, 0.2163552, 0.07247633, 0.2450593, -0.03637174",
        "sgd,     0,  .9, true,  3, 0.2526262, 0.2754057, 0.01613805, 0.2163552, 0.07539793, 0.2450593, -0.04239139",
        "rmsprop, 0,  0,  false, 1, 0.352437,  0.1759985, 0.1158588,  0.2163552, 0.1710598,  0.2450593, -0.1344982",
        "rmsprop, 0,  0,  false, 3, 0.2700557, 0.2476421, 0.004156515, 0.1141792, 0.03034411, 0.1425186, -0.2384528",
        "adagrad, 0,  0,  false, 1, 0.2624413, 0.2659972, 0.02586186, 0.2163552, 0.08105992, 0.2450593, -0.04449832",
        "adagrad, 0,  0,  false, 3, 0.2624389, 0.2733559, 0.02570147, 0.1969852, 0.06854842, 0.225337,  -0.05821593",
    })
    void a_few_steps_lead_where_pytorchs_lead(
            String kind,
            double weightDecay,
            double momentum,
            boolean nesterov,
            int steps,
            float p0,
            float p1,
            float p2,
            float p3,
            float p4,
            float p5,
            float p6) {
        Hyperparameters settings = settings(kind, weightDecay, momentum, nesterov);
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            Optimizer optimizer = new Optimizer(settings, network, 0, List.of());

            train(network, optimizer, steps);

            assertThat(samples(network)).containsExactly(new float[] {p0, p1, p2, p3, p4, p5, p6}, within(1e-6f));
            assertThat(optimizer.step()).isEqualTo(steps);
        }
    }

    /** The same script with {@code torch.nn.utils.clip_grad_norm_(p, clip)} before {@code o.step()}; the norms are 0.75 to 1.5. */
    @ParameterizedTest(name = "{0}, clipped to {1}")
    @CsvSource({
        "adam, .1,  0.2647959, 0.2664299, 0.02758563, 0.2007588, 0.08277132, 0.2299347, -0.06403727",
        "adam, 100, 0.2636787, 0.2691592, 0.02658135, 0.2010659, 0.07901111, 0.2302397, -0.06454082",
        "sgd,  .1,  0.2524503, 0.2759681, 0.01587457, 0.2163552, 0.07134832, 0.2450593, -0.0348795",
        "sgd,  100, 0.2525105, 0.2757745, 0.01596273, 0.2163552, 0.07330049, 0.2450593, -0.03744546",
    })
    void clipped_steps_lead_where_pytorchs_lead(
            String kind, double clip, float p0, float p1, float p2, float p3, float p4, float p5, float p6) {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            Hyperparameters settings = settings(kind, 0, 0, false).with(Setting.CLIP_NORM, clip);

            train(network, new Optimizer(settings, network, 0, List.of()), 3);

            assertThat(samples(network)).containsExactly(new float[] {p0, p1, p2, p3, p4, p5, p6}, within(1e-6f));
        }
    }

    private static float[] samples(Network network) {
        float[] parameters = network.parameters().toFloatArray();
        float[] samples = new float[SAMPLES.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = parameters[SAMPLES[i]];
        }
        return samples;
    }

    @ParameterizedTest
    @CsvSource({"adam, 0", "adamw, 0", "sgd, 0", "sgd, .9", "rmsprop, 0", "adagrad, 0"})
    void an_optimiser_made_from_anothers_state_goes_on_to_the_last_bit(String kind, double momentum) {
        Hyperparameters settings = settings(kind, .1, momentum, false);
        try (Network whole = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            Optimizer optimizer = new Optimizer(settings, whole, 0, List.of());
            train(whole, optimizer, 2);
            try (Network resumed = new Network(Waves.TINY, whole.tensors(), Device.cpu())) {
                Optimizer other = new Optimizer(settings, resumed, optimizer.step(), optimizer.state());

                train(whole, optimizer, 2);
                train(resumed, other, 2);

                assertThat(resumed.parameters().toFloatArray())
                        .isEqualTo(whole.parameters().toFloatArray());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "adam, 0, 0, 0",
        "adam, 0, .1, 0",
        "adamw, 0, .1, 0",
        "sgd, 0, 0, 0",
        "sgd, .9, .1, 0",
        "rmsprop, 0, .1, 0",
        "adagrad, 0, 0, 0",
        "adam, 0, 0, 100",
        "adam, 0, 0, .5"
    })
    void the_rule_of_a_gpu_and_that_of_the_cpu_lead_to_the_same_parameters(
            String kind, double momentum, double weightDecay, double clip) {
        Hyperparameters settings =
                settings(kind, weightDecay, momentum, momentum > 0).with(Setting.CLIP_NORM, clip);
        int numbers = Waves.TINY.parameterCount();
        Map<String, float[]> slots = UpdateRule.slots(settings).stream()
                .collect(Collectors.toMap(Function.identity(), slot -> new float[numbers]));
        try (Network one = new Network(Waves.TINY, Waves.parameters(), Device.cpu());
                Network other = new Network(Waves.TINY, Waves.parameters(), Device.cpu());
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            UpdateRule onDevice = new DeviceUpdateRule(settings, one, slots);
            UpdateRule inJava = new HostUpdateRule(settings, other, slots);
            for (int step = 1; step <= 5; step++) {
                float[] g = Waves.wave(numbers, .9 + step, .1);
                DeviceGradient deviceGradient = new DeviceGradient(1);
                HostGradient hostGradient = new HostGradient(1, 1);
                Learnt all = new Learnt(one.parameters(), 0, 0);
                deviceGradient.put(0, all, one.manager().create(g));
                hostGradient.put(0, all, one.manager().create(g));

                onDevice.update(
                        step, .01, new Part(new Meeting(1), 0, 0, 0, deviceGradient), deviceGradient, NormSums.NONE);
                inJava.update(step, .01, new Part(new Meeting(1), 0, 0, 0, hostGradient), hostGradient, NormSums.NONE);

                assertThat(other.parameters().toFloatArray())
                        .containsExactly(one.parameters().toFloatArray(), within(1e-6f));
            }
        }
    }

    @Test
    void the_state_is_named_after_slot_and_parameter() {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            Optimizer optimizer = new Optimizer(settings("adam", 0, 0, false), network, 0, List.of());

            List<Tensor> state = optimizer.state();

            assertThat(state)
                    .extracting(Tensor::name)
                    .hasSize(12)
                    .startsWith("optimizer.exp_avg.input_fc.weight", "optimizer.exp_avg.input_fc.bias")
                    .endsWith("optimizer.exp_avg_sq.output_fc.bias");
            assertThat(state.get(0).shape()).containsExactly(3, 784);
        }
    }

    @Test
    void going_on_without_the_state_is_refused() {
        try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu())) {
            assertThatThrownBy(() -> new Optimizer(settings("adam", 0, 0, false), network, 5, List.of()))
                    .hasMessage("the checkpoint has no optimizer.exp_avg.input_fc.weight to go on from");
        }
    }

    private static Hyperparameters settings(String kind, double weightDecay, double momentum, boolean nesterov) {
        return Chosen.of("lr=.01 batch_size=3 epochs=1 hidden=3,4 augment=false seed=1 validation_share=.1")
                .with(Setting.OPTIMIZER, Setting.OPTIMIZER.read(kind))
                .with(Setting.MOMENTUM, momentum)
                .with(Setting.NESTEROV, nesterov)
                .with(Setting.WEIGHT_DECAY, weightDecay);
    }

    private static void train(Network network, Optimizer optimizer, int steps) {
        for (int step = 0; step < steps; step++) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray x = network.manager().create(Waves.X, new Shape(3, 1, 28, 28));
                NDArray targets = network.manager().create(Waves.targets(), new Shape(3, 10));
                Gradients.step(network, x, targets, 2, optimizer.next(.01, NormSums.NONE));
            }
        }
    }
}
