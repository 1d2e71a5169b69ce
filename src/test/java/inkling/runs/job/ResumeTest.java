package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.errors.UserError;
import inkling.network.Devices;
import inkling.training.Chosen;
import inkling.training.OptimizerKind;
import inkling.training.Setting;
import inkling.worker.JobContext;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is stopped goes on to the same numbers. */
@Timeout(300)
class ResumeTest {
    @TempDir
    Path home;

    @AutoClose
    private Laboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(home);
    }

    @Test
    void a_run_stopped_at_any_moment_goes_on_to_the_same_numbers() throws Exception {
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 2)).id());

        int stop = 0;
        boolean finished = false;
        while (!finished) {
            long id = create(request(OptimizerKind.ADAM, 10, 2));
            go(id, new StopAt(++stop, stop % 2 == 0));
            finished = laboratory.service.get(id).status() == JobStatus.FINISHED;
            if (!finished) {
                assertThat(laboratory.service.get(id).status())
                        .isEqualTo(stop % 2 == 0 ? JobStatus.INTERRUPTED : JobStatus.CANCELLED);
                resume(id);
            }

            assertThat(outcome(id)).as("stopped at question " + stop).isEqualTo(whole);
        }

        // Before the first step, in each of 2 epochs 4 readings of at most 20 of 63 steps, validation, end; the test.
        assertThat(stop).isGreaterThanOrEqualTo(1 + 2 * (1 + 4 + 1 + 1) + 2);
    }

    @Test
    void a_run_stopped_where_a_window_of_steps_is_left_over_goes_on_to_the_same_numbers() throws Exception {
        // 63 steps an epoch, 2,016 in all: windows of two, and one of one step at the end of each epoch.
        int epochs = 32;
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.SGD, 10, epochs)).id());
        assertThat(whole.steps()).hasSize(epochs * 32);

        // All questions of the first epoch: steps, each batch of the validation, the end.
        for (int stop = 1; stop <= 1 + 4 + 7 + 2; stop++) {
            long id = create(request(OptimizerKind.SGD, 10, epochs));
            go(id, new StopAt(stop, stop % 2 == 0));
            resume(id);

            assertThat(laboratory.service.get(id).failure())
                    .as("stopped at question " + stop)
                    .isEmpty();
            assertThat(outcome(id)).as("stopped at question " + stop).isEqualTo(whole);
        }
        long id = create(request(OptimizerKind.SGD, 10, epochs));
        stopAgainAndAgain(id, IntStream.iterate(4, each -> (each + 7) % 97 + 2));
        assertThat(outcome(id)).isEqualTo(whole);
    }

    @Test
    void epochs_that_only_their_files_know_are_taken_back() throws Exception {
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 4)).id());
        for (int forgotten = 1; forgotten <= 3; forgotten++) {
            long id = stopped(4, 3, 1 + 3 * 7 + 1, false);
            int known = 3 - forgotten;
            long step = 63L * known;
            // As after a kill: some steps of the first forgotten epoch are known, and nothing later.
            laboratory.metrics.rewind(id, known, step + 20, step + 20);

            laboratory.service.recover();

            assertThat(outcome(id).steps()).isEqualTo(whole.steps().subList(0, 3 * 63));
            assertThat(outcome(id).epochs()).isEqualTo(whole.epochs().subList(0, 3));
            resume(id);
            assertThat(outcome(id)).as("%d epochs were forgotten", forgotten).isEqualTo(whole);
        }
    }

    @Test
    void a_broken_or_foreign_file_is_not_taken_back() throws Exception {
        long id = stopped(4, 3, 1 + 3 * 7 + 1, false);
        laboratory.metrics.rewind(id, 1, 63, 63);
        Files.copy(laboratory.files.path(id, 3), laboratory.files.path(id, 2), StandardCopyOption.REPLACE_EXISTING);

        laboratory.service.recover();
        assertThat(laboratory.metrics.epochs(id)).hasSize(1);

        cutInHalf(laboratory.files.path(id, 2));
        laboratory.service.recover();
        assertThat(laboratory.metrics.epochs(id)).hasSize(1);
    }

    @Test
    void the_number_of_a_run_that_left_files_is_not_given_again() throws Exception {
        Files.createDirectories(laboratory.files.folders().of(41));

        laboratory.service.recover();

        assertThat(create(request(OptimizerKind.ADAM, 10, 1))).isEqualTo(42);
        assertThat(create(request(OptimizerKind.ADAM, 10, 1))).isEqualTo(43);
        laboratory.database.jdbi().useHandle(handle -> handle.execute("delete from run where id > 41"));
        laboratory.service.recover();
        assertThat(create(request(OptimizerKind.ADAM, 10, 1))).isEqualTo(44);
    }

    @ParameterizedTest
    @EnumSource(OptimizerKind.class)
    void a_run_stopped_again_and_again_goes_on_to_the_same_numbers(OptimizerKind optimizer) throws Exception {
        Outcome whole = outcome(laboratory.train(request(optimizer, 10, 2)).id());

        long id = create(request(optimizer, 10, 2));
        int goes = stopAgainAndAgain(id, IntStream.iterate(3, each -> each));

        assertThat(outcome(id)).isEqualTo(whole);
        assertThat(laboratory.service.get(id).trainingTime().resumes())
                .isEqualTo(goes - 1)
                .isGreaterThan(4);
    }

    @Test
    void windows_of_several_steps_come_out_the_same_wherever_they_are_cut() throws Exception {
        // 630 steps an epoch, 4,410 in all: at most 2,000 windows, so each has 3 steps.
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.SGD, 1, 7)).id());

        long id = create(request(OptimizerKind.SGD, 1, 7));
        stopAgainAndAgain(id, IntStream.iterate(8, each -> each + 7));

        assertThat(whole.steps()).hasSize(7 * 210).allMatch(window -> window.steps() == 3);
        assertThat(outcome(id)).isEqualTo(whole);
        assertThat(laboratory.metrics.snapshot(id).orElseThrow().steps())
                .extracting(StepWindow::seconds)
                .isSorted();
    }

    @Test
    void a_finished_run_trained_for_more_epochs_ends_as_one_that_was_asked_for_so_many() throws Exception {
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 4)).id());
        Run two = laboratory.train(request(OptimizerKind.ADAM, 10, 2));

        Run waiting = laboratory.service.resume(two.id(), 4);
        laboratory.service.await(two.id());

        assertThat(waiting.hyperparameters().epochs()).isEqualTo(4);
        assertThat(outcome(two.id())).isEqualTo(whole);
    }

    @Test
    void a_stopped_run_is_tested_as_it_is_and_can_still_go_on() throws Exception {
        Outcome one =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 1)).id());
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 3)).id());
        long id = stoppedWithinTheSecondEpoch(3);

        laboratory.service.test(id, Optional.empty());
        laboratory.service.await(id);
        Run tested = laboratory.service.get(id);
        laboratory.service.resume(id, 3);
        laboratory.service.await(id);

        assertThat(tested.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(tested.hyperparameters().epochs()).isEqualTo(1);
        assertThat(tested.test()).isEqualTo(one.test());
        assertThat(outcome(id)).isEqualTo(whole);
    }

    @Test
    void a_broken_file_is_never_believed_and_the_one_before_it_is_taken() throws Exception {
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 3)).id());
        for (int broken = 0; broken <= 3; broken++) {
            long id = stopped(3, 2, 1 + 7 + 7 + 3, true);
            List<Path> newestFirst = List.of(
                    laboratory.files.folders().of(id).resolve("pause.safetensors"),
                    laboratory.files.path(id, 2),
                    laboratory.files.path(id, 1),
                    laboratory.files.path(id, 0));
            for (Path file : newestFirst.subList(0, broken + 1)) {
                cutInHalf(file);
            }

            resume(id);

            assertThat(outcome(id)).as("%d files are broken", broken + 1).isEqualTo(whole);
        }
    }

    @Test
    void the_best_epoch_is_trained_again_if_its_file_is_broken_when_it_is_to_be_tested() throws Exception {
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 3)).id());
        long id = stopped(3, 3, 1 + 7 + 7 + 7 + 1, false);
        cutInHalf(laboratory.files.path(id, whole.bestEpoch().orElseThrow()));

        resume(id);

        assertThat(outcome(id)).isEqualTo(whole);
    }

    @Test
    void where_a_run_stood_in_an_earlier_epoch_is_not_believed() throws Exception {
        Outcome whole =
                outcome(laboratory.train(request(OptimizerKind.ADAM, 10, 3)).id());
        long id = stoppedWithinTheSecondEpoch(3);
        Path pause = laboratory.files.folders().of(id).resolve("pause.safetensors");
        byte[] outdated = Files.readAllBytes(pause);
        while (laboratory.metrics.epochs(id).size() < 2) {
            requeue(id);
            go(id, new StopAt(9, false));
        }
        Files.write(pause, outdated);

        resume(id);

        assertThat(outcome(id)).isEqualTo(whole);
        assertThat(pause).doesNotExist();
    }

    @Test
    void a_run_that_nobody_has_in_a_queue_begins_when_it_is_resumed() throws Exception {
        long id = create(request(OptimizerKind.ADAM, 10, 1));

        resume(id);

        assertThat(laboratory.service.get(id).status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void pauses_do_not_count_as_training() throws Exception {
        long id = stoppedWithinTheSecondEpoch(2);
        Duration first = laboratory.service.get(id).took().orElseThrow();
        Thread.sleep(200);

        Instant resumed = Instant.now();
        resume(id);
        Duration most = first.plus(Duration.between(resumed, Instant.now())).plusMillis(10);

        assertThat(laboratory.service.get(id).took().orElseThrow()).isBetween(first, most);
    }

    @Test
    void what_cannot_go_on_is_refused_in_a_sentence() throws Exception {
        long finished = laboratory.train(request(OptimizerKind.ADAM, 10, 2)).id();
        long untouched = create(request(OptimizerKind.ADAM, 10, 2));
        go(untouched, new StopAt(1, false));

        assertThatThrownBy(() -> laboratory.service.resume(finished))
                .isInstanceOf(UserError.Conflict.class)
                .hasMessage("Run 1 is finished; to train it further, give it more epochs than its 2.");
        assertThatThrownBy(() -> laboratory.service.resume(finished, 2))
                .isInstanceOf(UserError.InvalidInput.class)
                .hasMessageContaining("epochs must be more than the 2 that are done, was 2");
        assertThatThrownBy(() -> laboratory.service.resume(finished, 1_001))
                .isInstanceOf(UserError.InvalidInput.class)
                .hasMessageContaining("epochs must be between 1 and 1000");
        assertThatThrownBy(() -> laboratory.service.test(untouched, Optional.empty()))
                .isInstanceOf(UserError.Conflict.class)
                .hasMessage("Run 2 has no finished epoch to test.");
        assertThatThrownBy(() -> laboratory.service.resume(99)).isInstanceOf(UserError.NotFound.class);
    }

    /** Does the job again and again, each time only up to a question whether it is to stop; returns how often. */
    private int stopAgainAndAgain(long id, IntStream questions) {
        var next = questions.iterator();
        for (int goes = 1; ; goes++) {
            go(id, new StopAt(next.nextInt(), goes % 2 == 0));
            if (laboratory.service.get(id).status() == JobStatus.FINISHED) {
                return goes;
            }
            requeue(id);
        }
    }

    private long stoppedWithinTheSecondEpoch(int epochs) {
        return stopped(epochs, 1, 1 + 7 + 3, true);
    }

    /** Where steps happen to be slow they are read more often than every 20, so it is tried until it fits. */
    private long stopped(int epochs, int done, int question, boolean within) {
        while (true) {
            long id = create(request(OptimizerKind.ADAM, 10, epochs));
            go(id, new StopAt(question, false));
            boolean ended = laboratory.service.get(id).status() == JobStatus.CANCELLED;
            if (ended
                    && laboratory.metrics.epochs(id).size() == done
                    && Files.exists(laboratory.files.pausePath(id)) == within) {
                return id;
            }
        }
    }

    private long create(RunRequest request) {
        return laboratory.life.create(request, "0.1.0", Instant.now()).id();
    }

    private void requeue(long id) {
        Run run = laboratory.service.get(id);
        assertThat(laboratory.runs.requeue(
                        run, Optional.empty(), run.hyperparameters().epochs(), 0, "cpu", Instant.now()))
                .isPresent();
    }

    private void resume(long id) throws InterruptedException {
        laboratory.service.resume(id);
        laboratory.service.await(id);
    }

    private void go(long id, JobContext context) {
        laboratory.life.start(id, "cpu", Instant.now());
        var job = new TrainingJob(laboratory.service.get(id), laboratory.parts, new Devices());
        laboratory.life.go(id, job, context);
    }

    private Outcome outcome(long id) {
        return Outcome.of(id, laboratory.metrics, laboratory.files);
    }

    private static RunRequest request(OptimizerKind optimizer, int batchSize, int epochs) {
        var hyperparameters = Chosen.of("lr=0.003 weight_decay=0.001 hidden=16,12 seed=7")
                .with(Setting.OPTIMIZER, optimizer)
                .with(Setting.BATCH_SIZE, batchSize)
                .with(Setting.EPOCHS, epochs);
        return new RunRequest("Bars", DatasetKind.BUILTIN, Optional.empty(), hyperparameters, "cpu");
    }

    private static void cutInHalf(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }
}
