package inkling.archive.runs;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.MeasuredEpoch;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.metrics.StepWindow;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.training.Chosen;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Measured;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final RunRequest REQUEST =
            new RunRequest("Adam 0.001", DatasetKind.AUTO, Optional.empty(), Hyperparameters.DEFAULT, "auto");

    @TempDir
    Path home;

    @AutoClose
    private Database database;

    private RunRepository runs;
    private RunLife life;
    private MetricsRepository metrics;

    @BeforeEach
    void open() {
        database = new Database(home);
        runs = new RunRepository(database);
        life = new RunLife(database);
        metrics = new MetricsRepository(database);
    }

    @Test
    void a_run_comes_back_as_it_was_asked_for() {
        var hyperparameters = Chosen.of(
                        "optimizer=sgd lr=0.05 momentum=0.5 nesterov=true weight_decay=0.01 batch_size=32 epochs=7 hidden=30,20 augment=false validation_share=0.2")
                .with(Setting.SEED, Long.MIN_VALUE);
        var request =
                new RunRequest("Größe \"1\"", DatasetKind.IDX, Optional.of("/data/fashion"), hyperparameters, "gpu0");

        Run run = life.create(request, "0.1.0", NOON);

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        new JobRecord(
                                1,
                                "training",
                                "run 1",
                                Optional.empty(),
                                "cpu",
                                1,
                                JobStatus.QUEUED,
                                1,
                                NOON,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        request,
                        "0.1.0",
                        NOON,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        TrainingTime.NONE,
                        Annotations.NOTHING,
                        Optional.empty(),
                        OverBatches.NOTHING,
                        Optional.empty()));
        assertThat(runs.find(1)).contains(run);
        assertThat(runs.find(2)).isEmpty();
    }

    @Test
    void a_run_goes_from_queued_to_finished_and_keeps_all_it_learned() {
        long id = life.create(REQUEST, "0.1.0", NOON).id();
        var data = new TrainedOn(
                DatasetKind.BUILTIN,
                "no network",
                Fingerprint.ofWhole("a".repeat(64)),
                ImageShape.MNIST,
                54_000,
                6_000,
                10_000,
                List.of("0", "1"),
                10,
                List.of());

        life.start(id, "cpu", NOON.plusSeconds(1));
        runs.use(id, data);
        metrics.addEpoch(id, new MeasuredEpoch(epoch(1, 0.3), List.of()), checkpoint(1));
        metrics.addEpoch(id, new MeasuredEpoch(epoch(2, 0.1), List.of()), checkpoint(2));
        metrics.addEpoch(id, new MeasuredEpoch(epoch(3, 0.1), List.of()), checkpoint(3));
        Run finished =
                life.finish(id, new Score(0.07, 0.979), NOON.plusSeconds(5)).orElseThrow();

        assertThat(finished.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(finished.data()).contains(data);
        assertThat(finished.device()).contains("cpu");
        assertThat(finished.bestEpoch())
                .as("the first of two equally good epochs")
                .contains(2);
        assertThat(finished.test()).contains(new Score(0.07, 0.979));
        assertThat(finished.took().orElseThrow()).hasSeconds(4);
        assertThat(finished.revision()).isEqualTo(4);
    }

    @Test
    void an_ended_run_stays_as_it_ended() {
        long id = life.create(REQUEST, "0.1.0", NOON).id();

        assertThat(life.finish(id, new Score(1, 0), NOON)).as("it never ran").isEmpty();
        assertThat(life.interrupt(id, NOON)).as("it never ran").isEmpty();
        assertThat(life.cancel(id, NOON)).isPresent();
        assertThat(life.start(id, "cpu", NOON)).isEmpty();
        assertThat(life.fail(id, "too late", NOON)).isEmpty();
        assertThat(runs.find(id).orElseThrow().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void a_failure_keeps_its_sentence_even_if_it_is_very_long() {
        long id = life.create(REQUEST, "0.1.0", NOON).id();

        Run failed = life.fail(id, "x".repeat(3_000), NOON).orElseThrow();

        assertThat(failed.failure().orElseThrow()).hasSize(2_000).endsWith("x…");
    }

    @Test
    void several_runs_come_in_the_order_in_which_they_are_named() {
        LongStream.rangeClosed(1, 5).forEach(i -> life.create(REQUEST, "0.1.0", NOON));

        assertThat(runs.findAll(List.of(4L, 9L, 2L))).extracting(Run::id).containsExactly(4L, 2L);
        assertThat(runs.findAll(List.of())).isEmpty();
        assertThat(runs.newest(2)).extracting(Run::id).containsExactly(5L, 4L);
        assertThat(runs.countByStatus().values()).containsExactlyInAnyOrder(5L);
    }

    @Test
    void a_snapshot_ends_where_its_cursor_says_and_the_rest_comes_after_it() {
        long id = life.create(REQUEST, "0.1.0", NOON).id();
        life.start(id, "cpu", NOON);
        metrics.addCheckpoint(id, checkpoint(0));
        metrics.addSteps(id, List.of(step(10, 1), step(20, 1)), List.of());
        metrics.addEpoch(id, new MeasuredEpoch(epoch(1, 0.3), List.of(step(25, 1))), checkpoint(1));

        RunSnapshot before = metrics.snapshot(id).orElseThrow();
        metrics.addSteps(id, List.of(step(35, 2)), List.of());
        RunSnapshot after = metrics.since(id, before.cursor()).orElseThrow();

        assertThat(before.cursor()).hasToString("25-1-2");
        assertThat(before.steps()).containsExactly(step(10, 1), step(20, 1), step(25, 1));
        assertThat(before.epochs()).containsExactly(epoch(1, 0.3));
        assertThat(before.checkpoints()).containsExactly(checkpoint(0), checkpoint(1));
        assertThat(after.steps()).containsExactly(step(35, 2));
        assertThat(after.epochs()).isEmpty();
        assertThat(after.cursor()).hasToString("35-1-2");
        assertThat(metrics.snapshot(99)).isEmpty();
    }

    @Test
    void a_cursor_survives_being_written_and_nonsense_is_no_cursor() {
        assertThat(Cursor.parse("844-1-3")).contains(new Cursor(844, 1, 3));
        assertThat(Cursor.parse("844-1")).isEmpty();
        assertThat(Cursor.parse("9999999999999999999-1-1")).isEmpty();
        assertThat(Cursor.parse("-1-1-1")).isEmpty();
        assertThat(new Cursor(5, 1, 2).and(new Cursor(4, 3, 0))).isEqualTo(new Cursor(5, 3, 2));
    }

    private static EpochMetrics epoch(int epoch, double validLoss) {
        return Measured.epoch(epoch, 1.5, 0.4, 0.88, validLoss, 0.95);
    }

    private static StepWindow step(long step, int epoch) {
        return new StepWindow(step, epoch, 10, 0.5, 0.9, step * 0.1, 0.001);
    }

    private static CheckpointInfo checkpoint(int epoch) {
        return new CheckpointInfo(
                epoch, epoch * 25L, "checkpoint-000" + epoch + ".safetensors", 900_000, NOON, Optional.empty());
    }
}
