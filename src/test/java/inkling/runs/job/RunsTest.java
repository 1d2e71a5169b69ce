package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.network.Waves;
import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import inkling.training.Evaluation;
import inkling.training.Score;
import inkling.training.TrainingPlan;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunsTest {
    @TempDir
    Path home;

    @Test
    void a_run_is_trained_tested_and_kept() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run run = laboratory.train(Laboratory.request(3));

            List<EpochMetrics> epochs = laboratory.metrics.epochs(run.id());
            assertThat(run.status()).isEqualTo(JobStatus.FINISHED);
            assertThat(run.device()).contains("cpu");
            assertThat(run.data().orElseThrow().trainImages()).isEqualTo(630);
            assertThat(run.data().orElseThrow().validationImages()).isEqualTo(70);
            assertThat(epochs).hasSize(3);
            assertThat(run.bestEpoch())
                    .contains(epochs.stream()
                            .min(Comparator.comparing(EpochMetrics::validLoss))
                            .orElseThrow()
                            .epoch());
            assertThat(run.test().orElseThrow().accuracy()).isGreaterThan(0.9);
            assertThat(run.startedAt().orElseThrow())
                    .isBetween(run.createdAt(), run.endedAt().orElseThrow());
        }
    }

    @Test
    void what_was_tested_is_the_best_epochs_file() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run run = laboratory.train(Laboratory.request(2));
            var plan = new TrainingPlan(run.hyperparameters(), TinyDataset.of(700, 100), "cpu");
            CheckpointInfo best =
                    laboratory.metrics.checkpoints(run.id()).get(run.bestEpoch().orElseThrow());

            Checkpoint checkpoint = laboratory.files.read(run.id(), best, Waves.perceptron(List.of(16, 12)));

            Score again = Evaluation.score(
                    plan.blueprint(),
                    checkpoint.parameters(),
                    plan.normalisation(),
                    plan.dataset().test(),
                    "cpu",
                    done -> {});
            assertThat(run.test()).contains(again);
            assertThat(checkpoint.step()).isEqualTo(63L * best.epoch());
            assertThat(checkpoint.optimizerState()).isNotEmpty();
        }
    }

    @Test
    void every_epoch_and_the_untrained_network_have_a_checkpoint() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run run = laboratory.train(Laboratory.request(2));

            List<CheckpointInfo> checkpoints = laboratory.metrics.checkpoints(run.id());

            assertThat(checkpoints).extracting(CheckpointInfo::epoch).containsExactly(0, 1, 2);
            assertThat(checkpoints).extracting(CheckpointInfo::step).containsExactly(0L, 63L, 126L);
            for (CheckpointInfo checkpoint : checkpoints) {
                assertThat(laboratory.files.path(run.id(), checkpoint.epoch()))
                        .hasFileName(checkpoint.fileName())
                        .hasSize(checkpoint.bytes());
            }
        }
    }

    @Test
    void the_steps_of_an_epoch_average_to_its_training_loss() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run run = laboratory.train(Laboratory.request(2));

            List<StepWindow> steps =
                    laboratory.metrics.snapshot(run.id()).orElseThrow().steps();

            assertThat(steps)
                    .hasSize(126)
                    .allSatisfy(window -> assertThat(window.steps()).isEqualTo(1));
            assertThat(steps).extracting(StepWindow::seconds).isSorted();
            for (EpochMetrics epoch : laboratory.metrics.epochs(run.id())) {
                double mean = steps.stream()
                        .filter(step -> step.epoch() == epoch.epoch())
                        .mapToDouble(StepWindow::loss)
                        .average()
                        .orElseThrow();
                assertThat(mean).isCloseTo(epoch.trainLoss(), within(1e-9));
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_metrics_to_the_last_digit() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            Run first = laboratory.train(Laboratory.request(2));
            Run second = laboratory.train(Laboratory.request(2));

            assertThat(second.test()).isEqualTo(first.test());
            assertThat(laboratory.metrics.epochs(second.id()))
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
                    .isEqualTo(laboratory.metrics.epochs(first.id()));
        }
    }

    @Test
    void what_a_test_came_to_is_forgotten_once_the_run_is_trained_further() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            long id = laboratory.train(Laboratory.request(1)).id();

            laboratory.service.resume(id, 1_000);
            awaitEpoch(laboratory, id, 2);

            assertThat(laboratory.service.get(id).test()).isEmpty();
            laboratory.service.cancel(id);
            laboratory.service.await(id);
        }
    }

    @Test
    void a_cancelled_run_stops_at_once_and_keeps_its_epochs() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            long id = laboratory.service.start(Laboratory.request(1_000)).id();
            awaitEpoch(laboratory, id, 2);

            long asked = System.nanoTime();
            laboratory.service.cancel(id);
            laboratory.service.await(id);

            assertThat(System.nanoTime() - asked).isLessThan(TimeUnit.SECONDS.toNanos(1));
            Run run = laboratory.service.get(id);
            var snapshot = laboratory.metrics.snapshot(id).orElseThrow();
            int epochs = snapshot.epochs().size();
            assertThat(run.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(run.failure()).isEmpty();
            assertThat(epochs).isBetween(2, 999);
            assertThat(snapshot.checkpoints()).hasSize(epochs + 1);
            assertThatThrownBy(() -> laboratory.service.cancel(id))
                    .isInstanceOf(UserError.Conflict.class)
                    .hasMessage("Run 1 is cancelled and cannot be cancelled.");
        }
    }

    @Test
    void a_run_that_waits_is_cancelled_without_ever_running() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            long first = laboratory.service.start(Laboratory.request(1_000)).id();
            long second = laboratory.service.start(Laboratory.request(1)).id();

            laboratory.service.cancel(second);

            Run run = laboratory.service.get(second);
            assertThat(run.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(run.startedAt()).isEmpty();
            laboratory.service.cancel(first);
            laboratory.service.await(first);
        }
    }

    @Test
    void a_run_that_has_not_come_to_the_queue_yet_is_cancelled_and_never_runs() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            long id = laboratory
                    .life
                    .create(Laboratory.request(1), "0.1.0", Instant.now())
                    .id();

            laboratory.service.cancel(id);

            assertThat(laboratory.service.get(id).status()).isEqualTo(JobStatus.CANCELLED);
        }
    }

    @Test
    void what_waits_in_the_database_alone_is_ended_before_its_run_is_taken_away() throws Exception {
        try (var laboratory = new Laboratory(home)) {
            long id = laboratory
                    .life
                    .create(Laboratory.request(1), "0.1.0", Instant.now())
                    .id();

            assertThat(laboratory.service.endAll(List.of(id))).isTrue();

            assertThat(laboratory.service.get(id).status()).isEqualTo(JobStatus.CANCELLED);
        }
    }

    @Test
    void closing_the_program_interrupts_the_run_and_leaves_the_next_one_waiting() throws Exception {
        long going;
        long waiting;
        try (var laboratory = new Laboratory(home)) {
            going = laboratory.service.start(Laboratory.request(1_000)).id();
            waiting = laboratory.service.start(Laboratory.request(1)).id();
            awaitEpoch(laboratory, going, 1);
        }

        try (var laboratory = new Laboratory(home)) {
            assertThat(laboratory.service.get(going).status()).isEqualTo(JobStatus.INTERRUPTED);
            assertThat(laboratory.service.get(waiting).status()).isEqualTo(JobStatus.QUEUED);
            assertThat(laboratory.worker.recover()).isEmpty();
            laboratory.worker.open();
            laboratory.service.await(waiting);
            assertThat(laboratory.service.get(waiting).status()).isEqualTo(JobStatus.FINISHED);
        }
    }

    @Test
    void a_run_that_was_going_when_the_process_died_is_found_interrupted() {
        long id;
        try (var laboratory = new Laboratory(home)) {
            id = laboratory
                    .life
                    .create(Laboratory.request(1), "0.1.0", Instant.now())
                    .id();
            laboratory.life.start(id, "cpu", Instant.now());
        }

        try (var laboratory = new Laboratory(home)) {
            assertThat(laboratory.worker.recover()).hasSize(1);
            assertThat(laboratory.service.get(id).status()).isEqualTo(JobStatus.INTERRUPTED);
        }
    }

    private static void awaitEpoch(Laboratory laboratory, long id, int epoch) throws InterruptedException {
        while (laboratory.metrics.epochs(id).size() < epoch) {
            Thread.sleep(5);
        }
    }
}
