package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Gradients;
import inkling.network.LossGradient;
import inkling.network.Network;
import inkling.network.Tensor;
import inkling.network.Waves;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayerNormsTest {
    private static final double ROUNDING = 1e-4;

    private static final class Norms extends Recording {
        private final List<LayerNorms> norms = new ArrayList<>();
        private final List<DeadUnits> units = new ArrayList<>();

        @Override
        public void onNorms(List<LayerNorms> some) {
            norms.addAll(some);
        }

        @Override
        public void onDeadUnits(List<DeadUnits> some) {
            units.addAll(some);
        }
    }

    /** One step on all training images, of which each part of the network is looked at by another way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dense 20, relu, dense 15, relu | optimizer=sgd momentum=0 | input_fc hidden_fc logits",
                "dense 20, relu, dense 15, relu | clip_norm=.01 | input_fc hidden_fc logits",
                "dense 300, tanh | optimizer=adamw weight_decay=.1 | dense1 logits",
                "conv 3x3 stride 2, batchnorm, relu, residual(conv 4x3 pad 1 stride 2, relu), dense 5"
                        + " | optimizer=rmsprop | conv1 batchnorm1 conv2 conv3 batchnorm2 dense1 logits",
            })
    void they_are_those_of_the_gradient_the_change_and_the_weights(String layers, String settings, String learning) {
        Dataset dataset = TinyData.dataset(60, 0);
        Hyperparameters chosen = Chosen.of("batch_size=100 epochs=1 lr=.01 augment=none " + settings)
                .with(Setting.ARCH, Architecture.parse(layers));
        TrainingPlan plan = new TrainingPlan(chosen, dataset, "cpu");
        Norms seen = new Norms();
        new Training(plan).run(seen);

        LabelledImages images = dataset.train().select(plan.split().train());
        List<Tensor> before = seen.checkpoints.get(0).parameters();
        List<Tensor> after = seen.checkpoints.get(1).parameters();
        List<Tensor> gradient = LossGradient.of(plan.blueprint(), before, images, images.size(), plan.normalisation());
        assertThat(seen.norms).extracting(LayerNorms::layer).containsExactly(learning.split(" "));
        assertThat(seen.norms).allSatisfy(norms -> {
            assertThat(norms.step()).isEqualTo(1);
            Fitted layer = plan.blueprint().layer(norms.layer());
            assertThat(norms.weightNorm()).isCloseTo(norm(layer, before, null), within(ROUNDING * norms.weightNorm()));
            assertThat(norms.updateNorm()).isCloseTo(norm(layer, after, before), within(ROUNDING * norms.updateNorm()));
            assertThat(norms.gradientNorm())
                    .isCloseTo(norm(layer, gradient, null), within(1e-3 * norms.gradientNorm() + 1e-6));
            assertThat(norms.updateShare()).isEqualTo(norms.updateNorm() / norms.weightNorm());
        });
    }

    private static double norm(Fitted layer, List<Tensor> tensors, List<Tensor> minus) {
        double sum = 0;
        for (int tensor = 0; tensor < tensors.size(); tensor++) {
            String name = tensors.get(tensor).name();
            if (layer.parameters().stream()
                    .anyMatch(parameter -> parameter.name().equals(name))) {
                float[] values = tensors.get(tensor).values();
                for (int i = 0; i < values.length; i++) {
                    double value =
                            values[i] - (minus == null ? 0.0 : minus.get(tensor).values()[i]);
                    sum += value * value;
                }
            }
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void to_measure_a_step_changes_no_bit_of_it(OptimizerKind optimizer) {
        Hyperparameters settings = Chosen.of("weight_decay=.1 clip_norm=.5").with(Setting.OPTIMIZER, optimizer);
        List<float[]> parameters = new ArrayList<>();
        for (boolean measured : new boolean[] {false, true}) {
            try (Network network = new Network(Waves.TINY, Waves.parameters(), Device.cpu());
                    NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                Optimizer made = new Optimizer(settings, network, 0, List.of());
                for (int step = 0; step < 3; step++) {
                    NDArray x = network.manager().create(Waves.X, new Shape(3, 1, 28, 28));
                    NDArray targets = network.manager().create(Waves.targets(), new Shape(3, 10));
                    NormSums sums = measured ? new NormSums(Waves.TINY.learning(), 2) : NormSums.NONE;
                    Gradients.step(network, x, targets, 2, made.next(.01, sums));
                }
                parameters.add(network.parameters().toFloatArray());
            }
        }

        assertThat(parameters.get(1)).isEqualTo(parameters.get(0));
    }

    @Test
    void the_first_steps_are_measured_and_then_every_twentieth_wherever_a_run_resumes() {
        TrainingPlan plan = plan("batch_size=16 epochs=3 lr=.003 hidden=20,15");
        Norms whole = new Norms();
        new Training(plan).run(whole);

        assertThat(steps(whole))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 75)
                        .filter(step -> step <= 20 || step % 20 == 0)
                        .mapToObj(step -> (long) step)
                        .toList());
        Norms rest = new Norms();
        new Training(plan).resume(whole.checkpoints.get(1), whole.epochs.subList(0, 1), rest);
        assertThat(rest.norms)
                .isNotEmpty()
                .isEqualTo(whole.norms.stream().filter(each -> each.step() > 25).toList());
        assertThat(new NormWatch(plan.blueprint(), 84_400).begin(85).wanted()).isTrue();
        assertThat(new NormWatch(plan.blueprint(), 84_400).begin(100).wanted()).isFalse();
    }

    private static List<Long> steps(Norms seen) {
        return new ArrayList<>(new java.util.LinkedHashSet<>(
                seen.norms.stream().map(LayerNorms::step).toList()));
    }

    @Test
    void a_unit_that_answers_no_validation_image_is_dead() {
        Blueprint network = Architecture.parse("conv 3x5, relu, dense 4, relu")
                .on(TinyData.images(1, 1).shape(), 10);
        List<Tensor> tensors = new ArrayList<>(network.initial(3));
        // The second filter and the first two units of the dense layer get a bias that nothing can outweigh.
        tensors.get(1).values()[1] = -1e6f;
        tensors.get(3).values()[0] = -1e6f;
        tensors.get(3).values()[1] = -1e6f;
        Hyperparameters chosen =
                Chosen.of("epochs=1 optimizer=sgd momentum=0 lr=1e-9").with(Setting.ARCH, network.architecture());
        TrainingPlan plan = new TrainingPlan(chosen, TinyData.dataset(100, 0), "cpu");
        Norms seen = new Norms();

        new Training(plan).resume(new Checkpoint(0, 0, tensors, List.of()), List.of(), seen);

        assertThat(seen.units).containsExactly(new DeadUnits(1, "relu1", 3, 1), new DeadUnits(1, "relu2", 4, 2));
        assertThat(seen.units.get(1).share()).isEqualTo(0.5);
    }

    @Test
    void a_run_that_diverges_names_the_step_and_the_layer_with_the_longest_gradient() {
        Norms seen = new Norms();
        TrainingPlan plan =
                plan("batch_size=16 epochs=50 optimizer=sgd lr=10 momentum=.99 weight_decay=1 hidden=20,15");

        Training.DivergedException end =
                catchThrowableOfType(Training.DivergedException.class, () -> new Training(plan).run(seen));

        long last = Long.parseLong(end.getMessage().replaceAll("(?s).*at step (\\d+)\\. Layer.*", "$1"));
        List<LayerNorms> before =
                seen.norms.stream().filter(each -> each.step() == last - 1).toList();
        assertThat(before).as(end.getMessage()).hasSize(3);
        String blamed = before.stream().allMatch(LayerNorms::isFinite)
                ? before.stream()
                        .max(java.util.Comparator.comparingDouble(LayerNorms::gradientNorm))
                        .orElseThrow()
                        .layer()
                : before.stream()
                        .filter(each -> !each.isFinite())
                        .findFirst()
                        .orElseThrow()
                        .layer();
        assertThat(end.getMessage()).contains(" Layer " + blamed + " ").contains(" at step " + (last - 1));
        assertThat(Training.DivergedException.lowerRate(end.getMessage(), 10)).contains(1.0);
        assertThat(Training.DivergedException.lowerRate("There is no space left.", 10))
                .isEmpty();
        assertThat(new HashSet<>(steps(seen))).contains(1L);
    }

    private static TrainingPlan plan(String settings) {
        return new TrainingPlan(Chosen.of("augment=none seed=5 " + settings), TinyData.dataset(439, 0), "cpu");
    }
}
