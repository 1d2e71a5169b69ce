package inkling.archive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.runs.OverBatches;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.TrainedOn;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.augmentation.Augmentation;
import inkling.http.Json;
import inkling.runs.EarlierFigures;
import inkling.runs.MetricsCsv;
import inkling.runs.job.RunJson;
import inkling.training.Chosen;
import inkling.training.Measured;
import inkling.training.Score;
import inkling.worker.JobStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that stand in a home of before figures were means over images and losses had to be numbers. */
class EarlierHomeTest {
    private static final String MNIST = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16";
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    @AutoClose
    private Database database;

    private RunRepository runs;
    private RunLife life;
    private MetricsRepository metrics;

    @BeforeEach
    void open() throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        try (Stream<Path> all = Files.list(Path.of("db"))) {
            for (Path each : all.filter(path -> path.getFileName().toString().matches("V[1-8]__.*"))
                    .toList()) {
                Files.copy(each, migrations.resolve(each.getFileName()));
            }
        }
        try (Database overBatches = new Database(folder, "filesystem:" + migrations)) {
            insertRun(overBatches, MNIST, "0.07", "0.3", "0.2");
            insertRun(
                    overBatches, "b".repeat(64), "cast('NaN' as double precision)", "cast('NaN' as double precision)");
            insertRun(overBatches, "b".repeat(64), "0.4", "cast('NaN' as double precision)", "0.5");
        }
        database = new Database(folder);
        runs = new RunRepository(database);
        life = new RunLife(database);
        metrics = new MetricsRepository(database);
    }

    private static void insertRun(Database database, String fingerprint, String testLoss, String... losses) {
        database.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into run (name, status, requested_dataset, requested_device, optimizer, learning_rate,
                        momentum, nesterov, weight_decay, batch_size, epochs, hidden_1, hidden_2, augment, seed,
                        validation_share, program_version, created_at, started_at, ended_at, resumed_at, device,
                        test_loss, test_accuracy, dataset, dataset_reason, dataset_fingerprint, train_images,
                        validation_images, test_images, class_names, last_epoch, best_epoch)
                    values ('Old', 'FINISHED', 'AUTO', 'cpu', 'ADAM', 0.001, 0.9, false, 0, 64, %d, 16, 12, %5$s, 7,
                        0.1, '0.1.0', timestamp with time zone '2026-01-01 11:00:00Z',
                        timestamp with time zone '2026-01-01 11:00:00Z', timestamp with time zone '2026-01-01 11:00:00Z',
                        timestamp with time zone '2026-01-01 11:00:00Z', 'cpu', %s, 0.97, 'MNIST', 'There.', '%s', 900,
                        100, 100, '%s', %1$d, 1)
                    """.formatted(losses.length, testLoss, fingerprint, "0\n1", fingerprint.equals(MNIST)));
            for (int i = 0; i < losses.length; i++) {
                handle.execute(
                        "insert into epoch values ((select max(id) from run), ?, 1.5, 0.5, 0.8, " + losses[i]
                                + ", 0.9)",
                        i + 1);
            }
        });
    }

    @Test
    void two_widths_become_the_network_that_they_were() {
        Run run = runs.get(1);

        assertThat(run.request().hyperparameters()).isEqualTo(Chosen.of("hidden=16,12 epochs=2 seed=7"));
        assertThat(run.blueprint().parameterCount()).isEqualTo(785 * 16 + 17 * 12 + 13 * 10);
        int stored = database.jdbi()
                .withHandle(handle -> handle.createQuery("select parameters from run where id = 1")
                        .mapTo(Integer.class)
                        .one());
        assertThat(run.parameters()).contains(stored);
    }

    @Test
    void earlier_figures_stay_and_are_marked() {
        Run run = runs.get(1);

        assertThat(run.test()).contains(new Score(0.07, 0.97));
        assertThat(run.bestEpoch()).contains(2);
        assertThat(run.overBatches()).isEqualTo(new OverBatches(2, true));
        assertThat(EarlierFigures.among(List.of(run))).startsWith("Run 1: measured by an earlier version of Inkling");
    }

    @Test
    void what_was_changed_of_its_images_is_said_in_words() {
        assertThat(runs.get(1).hyperparameters().augmentation()).isEqualTo(Augmentation.DIGITS);
        assertThat(runs.get(2).hyperparameters().augmentation()).isEqualTo(Augmentation.NONE);
    }

    @Test
    void a_run_that_is_trained_again_from_an_epoch_on_is_marked_up_to_there() {
        metrics.rewind(1, 1, 0, 0);
        assertThat(runs.get(1).overBatches().epochs()).isEqualTo(1);

        metrics.rewind(1, -1, 0, 0);
        assertThat(runs.get(1).overBatches().epochs()).isZero();
    }

    @Test
    void a_loss_that_is_no_number_is_never_the_best_and_its_run_has_diverged() {
        Run never = runs.get(2);
        Run once = runs.get(3);

        assertThat(never.status()).isEqualTo(JobStatus.FAILED);
        assertThat(never.failure().orElseThrow()).startsWith("Training diverged");
        assertThat(never.bestEpoch()).isEmpty();
        assertThat(never.test()).isEmpty();
        assertThat(once.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(once.bestEpoch()).as("a later finite one wins").contains(2);
        List<MeasuredRun> measured = metrics.measured(List.of(never, once));
        assertThat(measured.get(0).best()).isEmpty();
        assertThat(measured.get(1).best().orElseThrow().validLoss()).isEqualTo(0.5);
    }

    @Test
    void a_finite_epoch_wins_over_one_that_is_no_number() {
        metrics.addEpoch(
                2,
                new MeasuredEpoch(Measured.epoch(2, 1, 9, 0.1, 1e6, 0.1), List.of()),
                new CheckpointInfo(2, 20, "checkpoint-0002.safetensors", 10, NOON, Optional.empty()));

        assertThat(runs.get(2).bestEpoch()).contains(2);
    }

    @Test
    void what_its_best_epoch_and_its_last_one_measured_stands_with_each_run() {
        for (long run = 1; run <= 3; run++) {
            KeptFigures.assertThatTheyAreMeasured(database, run);
        }
    }

    @Test
    void csv_and_json_have_no_word_for_what_is_no_number() {
        RunSnapshot snapshot = metrics.snapshot(2).orElseThrow();
        MetricsCsv csv = new MetricsCsv(false);
        csv.add(2, snapshot.epochs(), snapshot.steps());

        assertThat(csv.toString()).contains("epoch,1,,,1.5,0.5,0.8,,0.9").doesNotContain("NaN");
        assertThat(Json.write(new RunJson.Metrics(snapshot)))
                .contains("\"valid_loss\":null")
                .doesNotContain("NaN");
        assertThat(Json.write(new RunJson(snapshot.run()))).doesNotContain("NaN");
    }

    @Test
    void the_splits_of_mnist_are_known_and_those_of_others_as_soon_as_a_run_takes_the_same_images() {
        Fingerprint mnist = fingerprint(1);
        assertThat(mnist.test()).contains("c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b");
        assertThat(fingerprint(2)).isEqualTo(Fingerprint.ofWhole("b".repeat(64)));

        var known = new Fingerprint("b".repeat(64), Optional.of("c".repeat(64)), Optional.of("d".repeat(64)));
        List<String> names = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        long id = life.create(runs.get(1).request(), "0.1.0", NOON).id();
        runs.use(
                id,
                new TrainedOn(DatasetKind.IDX, "Mine.", known, ImageShape.MNIST, 900, 100, 100, names, 10, List.of()));

        assertThat(List.of(fingerprint(2), fingerprint(3), fingerprint(id))).containsOnly(known);
        assertThat(fingerprint(1)).isEqualTo(mnist);
    }

    private Fingerprint fingerprint(long run) {
        return runs.get(run).data().orElseThrow().fingerprint();
    }
}
