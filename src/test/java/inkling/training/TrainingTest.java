package inkling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.dataset.batch.Batches;
import inkling.network.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {
    @TempDir
    private Path folder;

    @Test
    void the_loss_falls_and_the_accuracy_rises() {
        Recording recording = train(plan(OptimizerKind.ADAM, 0.003, 8, false));

        EpochMetrics first = recording.epochs.get(0);
        EpochMetrics last = recording.epochs.get(7);
        assertThat(last.trainLoss()).isLessThan(first.trainLoss() / 2);
        assertThat(last.validLoss()).isLessThan(first.validLoss());
        assertThat(last.trainAccuracy()).isGreaterThan(0.9);
        assertThat(last.validAccuracy()).isGreaterThan(0.8);
    }

    @Test
    void the_observer_is_told_in_order() {
        Recording recording = train(plan(OptimizerKind.ADAM, 0.001, 2, true));

        // Losses are read every 20 steps, and sooner where steps are slow.
        List<String> calls = recording.calls.stream()
                .filter(call -> !call.startsWith("steps to ") || call.matches("steps to (25|50)"))
                .toList();
        assertThat(calls)
                .containsExactly(
                        "untrained",
                        "epoch 1: 25 steps, 395 images",
                        "steps to 25",
                        "validated 44 of 44",
                        "epoch 1 done",
                        "epoch 2: 25 steps, 395 images",
                        "steps to 50",
                        "validated 44 of 44",
                        "epoch 2 done");
        assertThat(recording.checkpoints).extracting(Checkpoint::step).containsExactly(0L, 25L, 50L);
    }

    @Test
    void an_epochs_loss_and_accuracy_are_means_over_its_batches_the_smaller_last_one_included() {
        Recording recording = train(plan(OptimizerKind.ADAM, 0.001, 1, true));

        EpochMetrics epoch = recording.epochs.get(0);
        assertThat(recording.steps).hasSize(25);
        assertThat(epoch.trainLoss())
                .isCloseTo(
                        recording.steps.stream()
                                .mapToDouble(StepMetrics::loss)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(epoch.trainAccuracy())
                .isCloseTo(
                        recording.steps.stream()
                                .mapToDouble(StepMetrics::accuracy)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(recording.steps.get(24).accuracy() * 11) // 395 = 24 * 16 + 11
                .isCloseTo(Math.rint(recording.steps.get(24).accuracy() * 11), within(1e-9));
    }

    @Test
    void validation_is_a_mean_over_the_images_whatever_the_batch_size() {
        TrainingPlan plan =
                plan(OptimizerKind.ADAM, 0.001, 1, true); // 44 images validate: two batches of 16, one of 12

        Recording recording = train(plan);

        Score again = Evaluation.score(
                plan.blueprint(),
                recording.checkpoints.get(1).parameters(),
                plan.normalisation(),
                plan.validationImages(),
                "cpu",
                done -> {});
        EpochMetrics epoch = recording.epochs.get(0);
        assertThat(new Score(epoch.validLoss(), epoch.validAccuracy())).isEqualTo(again);
        assertThat(epoch.validAccuracy() * 44).isCloseTo(Math.rint(epoch.validAccuracy() * 44), within(1e-9));
    }

    @Test
    void the_same_seed_gives_the_same_metrics_to_the_last_digit() {
        TrainingPlan plan = plan(OptimizerKind.ADAM, 0.001, 2, true);

        Recording once = train(plan);
        Recording again = train(plan);

        assertThat(again.steps).isEqualTo(once.steps);
        assertThat(again.timelessEpochs()).isEqualTo(once.timelessEpochs());
        assertThat(bits(again.checkpoints.get(2).parameters()))
                .isEqualTo(bits(once.checkpoints.get(2).parameters()));
    }

    @Test
    void a_run_resumed_from_a_file_gives_the_same_numbers_as_one_that_never_stopped() {
        TrainingPlan plan = plan(OptimizerKind.ADAM, 0.001, 3, true);
        Recording whole = train(plan);
        Path file = folder.resolve("checkpoint.safetensors");
        whole.checkpoints.get(1).write(file, Map.of("inkling.run", "12"));

        Recording rest = new Recording();
        new Training(plan).resume(Checkpoint.read(file, plan.blueprint()), whole.epochs.subList(0, 1), rest);

        assertThat(rest.calls).startsWith("epoch 2: 25 steps, 395 images").doesNotContain("untrained");
        assertThat(rest.steps).isEqualTo(whole.steps.subList(25, 75));
        assertThat(rest.timelessEpochs()).isEqualTo(whole.timelessEpochs().subList(1, 3));
        assertThat(bits(rest.checkpoints.get(1).optimizerState()))
                .isEqualTo(bits(whole.checkpoints.get(3).optimizerState()));
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void a_run_stopped_within_an_epoch_and_resumed_from_a_file_gives_the_same_numbers(OptimizerKind optimizer) {
        TrainingPlan plan = plan(optimizer, 0.001, 2, true);
        List<Path> stops = new ArrayList<>();
        Recording whole = new Recording() {
            @Override
            public void onSteps(List<StepMetrics> some, Supplier<Checkpoint> here) {
                super.onSteps(some, here);
                Path file = folder.resolve("stopped-" + stops.size() + ".safetensors");
                here.get().write(file, Map.of());
                stops.add(file);
            }
        };
        new Training(plan).run(whole);

        assertThat(stops).hasSizeGreaterThanOrEqualTo(4);
        for (Path stop : stops) {
            Checkpoint from = Checkpoint.read(stop, plan.blueprint());
            Recording rest = new Recording();
            new Training(plan).resume(from, whole.epochs.subList(0, from.epoch()), rest);

            assertThat(rest.steps).isEqualTo(whole.steps.subList((int) from.step(), 50));
            assertThat(rest.timelessEpochs()).isEqualTo(whole.timelessEpochs().subList(from.epoch(), 2));
            assertThat(bits(rest.checkpoints.get(rest.checkpoints.size() - 1).parameters()))
                    .isEqualTo(bits(whole.checkpoints.get(2).parameters()));
        }
    }

    @ParameterizedTest
    @EnumSource(Schedule.class)
    void a_schedule_clipping_smoothing_and_weights_go_on_where_they_stood(Schedule schedule) {
        TrainingPlan plan = plan(Chosen.of("lr=.01 batch_size=16 hidden=20,15 seed=5 epochs=3 warm_up=.5 clip_norm=.5"
                        + " label_smoothing=.1 class_weights=balanced")
                .with(Setting.SCHEDULE, schedule));
        Recording whole = train(plan);

        Recording rest = new Recording();
        new Training(plan).resume(whole.checkpoints.get(1), whole.epochs.subList(0, 1), rest);

        assertThat(rest.steps).isEqualTo(whole.steps.subList(25, 75));
        assertThat(rest.timelessEpochs()).isEqualTo(whole.timelessEpochs().subList(1, 3));
        LearningRate rate = LearningRate.of(plan.hyperparameters(), 25);
        assertThat(whole.steps)
                .allSatisfy(step -> assertThat(step.learningRate()).isEqualTo(rate.at(step.step())));
    }

    @Test
    void smoothing_weights_and_clipping_change_what_is_learned_and_only_the_training_loss_is_smoothed() {
        Hyperparameters plain = Chosen.of("lr=.003 batch_size=16 hidden=20,15 seed=5 epochs=8");
        Recording smoothed = train(plan(plain.with(Setting.LABEL_SMOOTHING, .5)));

        // With ten classes and half a label smoothed no loss is below the entropy of 0.55 and nine times 0.05.
        double least = -.55 * Math.log(.55) - 9 * .05 * Math.log(.05);
        assertThat(smoothed.epochs)
                .allSatisfy(epoch -> assertThat(epoch.trainLoss()).isGreaterThan(least));
        assertThat(smoothed.epochs.get(7).validLoss()).isLessThan(least);
        List<Integer> learned = Stream.of(
                        plain,
                        plain.with(Setting.LABEL_SMOOTHING, .5),
                        plain.with(Setting.CLASS_WEIGHTS, ClassWeights.BALANCED),
                        plain.with(Setting.CLIP_NORM, .01),
                        plain.with(Setting.SCHEDULE, Schedule.COSINE),
                        plain.with(Setting.WARM_UP, 1))
                .map(settings -> settings.with(Setting.EPOCHS, 1))
                .map(settings -> bits(train(plan(settings)).checkpoints.get(1).parameters()))
                .toList();
        assertThat(learned).doesNotHaveDuplicates();
    }

    @Test
    void a_run_ends_when_its_patience_is_over_and_goes_on_if_it_is_asked_to() {
        // At such a rate the validation loss soon rises.
        Hyperparameters settings = Chosen.of("lr=.05 batch_size=16 hidden=20,15 seed=5 epochs=40 patience=2");
        TrainingPlan plan = plan(settings);

        Recording recording = train(plan);

        BestEpoch best = new BestEpoch();
        recording.epochs.forEach(best::add);
        assertThat(recording.epochs).hasSize(best.epoch() + 2).hasSizeLessThan(40);
        Checkpoint last = recording.checkpoints.get(recording.epochs.size());
        Recording none = new Recording();
        new Training(plan).resume(last, recording.epochs, none);
        assertThat(none.calls).isEmpty();
        Recording further = new Recording();
        new Training(plan).resume(last, List.of(), further);
        assertThat(further.epochs).hasSizeGreaterThan(2);
    }

    @Test
    void a_run_without_an_epoch_left_has_nothing_to_resume() {
        TrainingPlan plan = plan(OptimizerKind.ADAM, 0.001, 1, true);
        Recording rest = new Recording();

        new Training(plan).resume(train(plan).checkpoints.get(1), List.of(), rest);

        assertThat(rest.calls).isEmpty();
    }

    @Test
    void a_run_whose_loss_is_no_longer_a_number_ends_with_a_sentence() {
        Hyperparameters wild = Chosen.of(
                "optimizer=sgd lr=10 momentum=0.99 weight_decay=1 batch_size=16 epochs=50 hidden=20,15 augment=false seed=1");
        TrainingPlan plan = new TrainingPlan(wild, TinyData.dataset(400, 0), "cpu");

        assertThatThrownBy(() -> train(plan))
                .isInstanceOf(Training.DivergedException.class)
                .hasMessageMatching("Training diverged: the loss was not a number at step \\d+\\."
                        + " Layer (input_fc|hidden_fc|logits) (had the longest gradient at step \\d+: \\d.*"
                        + "|was the first whose gradient or weights were not, at step \\d+)\\."
                        + " (No epoch came before that|The last sound epoch is \\d+)\\."
                        + " A learning rate below 10\\.0 may help\\.");
    }

    @Test
    void a_run_whose_validation_loss_is_the_first_that_is_no_number_ends_before_that_epoch_counts() {
        // One step an epoch, so that the validation is the first to see what the step made of the parameters.
        Hyperparameters wild = Chosen.of(
                "optimizer=sgd lr=10 momentum=0 weight_decay=1 batch_size=400 epochs=50 hidden=20,15 augment=false seed=1");
        TrainingPlan plan = new TrainingPlan(wild, TinyData.dataset(400, 0), "cpu");
        Recording recording = new Recording();

        assertThatThrownBy(() -> new Training(plan).run(recording))
                .isInstanceOf(Training.DivergedException.class)
                .hasMessageStartingWith("Training diverged: the validation loss was not a number after epoch %d. Layer "
                        .formatted(recording.epochs.size() + 1))
                .hasMessageEndingWith("The last sound epoch is %d.".formatted(recording.epochs.size())
                        + " A learning rate below 10.0 may help.");

        assertThat(recording.epochs).isNotEmpty().allMatch(epoch -> Double.isFinite(epoch.validLoss()));
        assertThat(recording.checkpoints).hasSize(recording.epochs.size() + 1);
    }

    @Test
    void what_the_observer_throws_ends_the_training_and_its_thread() {
        TrainingPlan plan = plan(OptimizerKind.ADAM, 0.001, 1_000, true);
        Recording cancelling = new Recording() {
            @Override
            public void onSteps(List<StepMetrics> some, Supplier<Checkpoint> here) {
                throw new CancellationException("enough");
            }
        };

        assertThatThrownBy(() -> new Training(plan).run(cancelling)).isInstanceOf(CancellationException.class);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(Batches.THREAD_NAME);
    }

    private static Recording train(TrainingPlan plan) {
        Recording recording = new Recording();
        new Training(plan).run(recording);
        return recording;
    }

    private static TrainingPlan plan(Hyperparameters settings) {
        return new TrainingPlan(settings, TinyData.dataset(439, 0), "cpu");
    }

    private static TrainingPlan plan(OptimizerKind optimizer, double lr, int epochs, boolean augment) {
        Hyperparameters settings = Chosen.of("batch_size=16 hidden=20,15 seed=5")
                .with(Setting.OPTIMIZER, optimizer)
                .with(Setting.LR, lr)
                .with(Setting.EPOCHS, epochs)
                .with(Setting.AUGMENT, augment);
        return new TrainingPlan(settings, TinyData.dataset(439, 0), "cpu");
    }

    /** All values' bits; AssertJ would print every number if two lists of arrays differed. */
    private static int bits(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> Arrays.hashCode(tensor.values()))
                .toList()
                .hashCode();
    }
}
