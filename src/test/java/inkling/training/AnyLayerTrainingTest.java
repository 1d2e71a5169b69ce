package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.network.Architecture;
import inkling.network.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LeNet with batch normalisation and dropout, whose epochs end with a batch of a single image. */
class AnyLayerTrainingTest {
    private static final int EPOCHS = 10;

    private static final String LENET =
            "conv 6x5 pad 2, batchnorm, relu, maxpool 2, conv 16x5, batchnorm, relu, maxpool 2, "
                    + "residual(conv 16x3 pad 1, gelu), dropout 0.2, dense 40, batchnorm, relu, dropout 0.5";

    @TempDir
    private Path folder;

    @Test
    void a_run_killed_wherever_it_asks_and_resumed_twenty_times_gives_the_same_bits() {
        TrainingPlan plan = plan(5);
        Recording whole = new Recording();
        new Training(plan).run(whole);

        List<StepMetrics> steps = new ArrayList<>();
        Checkpoint at = whole.checkpoints.get(0);
        int kills = 0;
        while (at.epoch() < EPOCHS) {
            Killed killed = new Killed();
            try {
                new Training(plan).resume(at, List.of(), killed);
            } catch (CancellationException e) {
                kills++;
            }
            steps.addAll(killed.steps);
            at = Checkpoint.read(killed.file, plan.blueprint());
        }

        assertThat(kills).isGreaterThanOrEqualTo(20);
        assertThat(steps).isEqualTo(whole.steps);
        Checkpoint last = whole.checkpoints.get(EPOCHS);
        assertThat(bits(at.parameters())).isEqualTo(bits(last.parameters()));
        assertThat(bits(at.optimizerState())).isEqualTo(bits(last.optimizerState()));
        assertThat(at.parameters()).extracting(Tensor::name).contains("1.running_mean", "12.running_var");
    }

    /** Goes on to the next reading, keeps what is there, and dies; an epoch's end is kept, too. */
    private final class Killed extends Recording {
        private final Path file = folder.resolve("killed.safetensors");

        @Override
        public void onSteps(List<StepMetrics> some, Supplier<Checkpoint> here) {
            super.onSteps(some, here);
            here.get().write(file, Map.of());
            throw new CancellationException("killed");
        }

        @Override
        public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
            super.onEpoch(metrics, checkpoint);
            checkpoint.write(file, Map.of());
        }
    }

    @Test
    void two_trainings_at_the_same_time_give_the_bits_of_each_alone() {
        List<String> alone = List.of(trained(5), trained(6));

        CompletableFuture<String> beside = CompletableFuture.supplyAsync(() -> trained(6));
        String here = trained(5);

        assertThat(List.of(here, beside.join())).isEqualTo(alone);
        assertThat(alone).doesNotHaveDuplicates();
    }

    @Test
    void a_dropout_seed_changes_what_is_left_out_and_0_takes_it_from_the_seed() {
        String usual = trained(plan(5, 2));

        assertThat(trained(plan(5, 2, 5))).isEqualTo(usual);
        assertThat(trained(plan(5, 2, 6))).isNotEqualTo(usual);
    }

    private static String trained(long seed) {
        return trained(plan(seed, 2));
    }

    private static String trained(TrainingPlan plan) {
        Recording recording = new Recording();
        new Training(plan).run(recording);
        return bits(recording.checkpoints.get(2).parameters()) + " " + recording.steps;
    }

    private static TrainingPlan plan(long seed) {
        return plan(seed, EPOCHS);
    }

    private static TrainingPlan plan(long seed, int epochs) {
        return plan(seed, epochs, 0);
    }

    private static TrainingPlan plan(long seed, int epochs, long dropoutSeed) {
        Hyperparameters settings = Chosen.of("batch_size=16 lr=.003")
                .with(Setting.SEED, seed)
                .with(Setting.EPOCHS, epochs)
                .with(Setting.DROPOUT_SEED, dropoutSeed)
                .with(Setting.ARCH, Architecture.parse(LENET));
        return new TrainingPlan(settings, TinyData.dataset(428, 0), "cpu"); // 385 = 24 * 16 + 1 to train on
    }

    private static int bits(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> Arrays.hashCode(tensor.values()))
                .toList()
                .hashCode();
    }
}
