package inkling.archive.metrics;

import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRequest;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.training.Hyperparameters;
import inkling.training.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What a run has of its best epoch and its last one, by which lists sort, is what these epochs' rows have. */
class KeptFiguresPropertyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RunRequest REQUEST =
            new RunRequest("Run", DatasetKind.AUTO, Optional.empty(), Hyperparameters.DEFAULT, "auto");
    /** Stands for going back to an epoch, as a run does that is resumed, in place of a validation loss. */
    private static final double BACK = -1;

    private static Path home;
    private static Database database;
    private static MetricsRepository metrics;

    @BeforeContainer
    static void open() throws IOException {
        home = Files.createTempDirectory("inkling-figures");
        database = new Database(home);
        metrics = new MetricsRepository(database);
    }

    @AfterContainer
    static void close() throws IOException {
        database.close();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 60)
    void a_run_that_trains_and_goes_back_keeps_the_figures_of_its_epochs(
            @ForAll("losses") List<Double> losses, @ForAll int seed) {
        long run = new RunLife(database).create(REQUEST, "0.1.0", NOON).id();
        KeptFigures.assertThatTheyAreMeasured(database, run);

        for (double loss : losses) {
            int done = metrics.last(run).epoch();
            if (loss == BACK) {
                metrics.rewind(run, Math.floorMod(seed, done + 2) - 1, 0, 0);
            } else {
                add(run, done + 1, loss);
            }
            KeptFigures.assertThatTheyAreMeasured(database, run);
        }
    }

    @Provide
    Arbitrary<List<Double>> losses() {
        return Arbitraries.of(BACK, 0.1, 0.2, 0.3, 1e6, Double.NaN).list().ofMaxSize(12);
    }

    private static void add(long run, int epoch, double loss) {
        metrics.addEpoch(
                run,
                new MeasuredEpoch(Measured.epoch(epoch, 1.5, 0.5 / epoch, 0.01 * epoch, loss, 0.02 * epoch), List.of()),
                new CheckpointInfo(epoch, 10L * epoch, "checkpoint", 1_000, NOON, Optional.empty()));
    }
}
