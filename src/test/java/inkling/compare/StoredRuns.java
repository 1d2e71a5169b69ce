package inkling.compare;

import inkling.Routes;
import inkling.archive.RunArchive;
import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.CheckpointInfo;
import inkling.archive.metrics.MeasuredEpoch;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.archive.runs.TrainedOn;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.Fingerprint;
import inkling.dataset.ImageShape;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.http.EventHub;
import inkling.http.WebServer;
import inkling.queue.QueueEvents;
import inkling.runs.job.RunEvents;
import inkling.training.Chosen;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Measured;
import inkling.training.Score;
import inkling.training.Setting;
import inkling.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A real store whose runs measured what a test says, and a server of the pages that compare them. */
final class StoredRuns implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    static final int STEPS_AN_EPOCH = 40;

    private static final TrainedOn DATA = new TrainedOn(
            DatasetKind.BUILTIN,
            "Bars.",
            Fingerprint.ofWhole("a".repeat(64)),
            ImageShape.MNIST,
            400,
            50,
            100,
            List.of("0", "1"),
            10,
            List.of());

    final Database database;
    final RunRepository runs;
    final RunLife life;
    final MetricsRepository metrics;
    final RunArchive archive;
    final WebServer server;

    private final Worker worker;
    private final EventHub hub = new EventHub();
    private final HttpClient client = HttpClient.newHttpClient();

    StoredRuns(Path home) {
        database = new Database(home);
        worker = new Worker(database, Clock.systemUTC());
        runs = new RunRepository(database);
        life = new RunLife(database);
        metrics = new MetricsRepository(database);
        var files = new CheckpointFiles(new RunFolders(home), Clock.systemUTC());
        new RunEvents(hub, metrics);
        new QueueEvents(hub, worker);
        archive = new RunArchive(runs, metrics, files, new Datasets(home, BuiltinDigits::dataset));
        server = new WebServer(
                        WebServer.Settings.of("127.0.0.1", 0, List.of()),
                        all -> Routes.compare(all, new ComparePage(archive, metrics), new CompareApi(archive, metrics)),
                        hub,
                        () -> Map.of("jobs", worker.state(), "version", "0.1.0", "home", ""))
                .start();
    }

    static Hyperparameters settings(double learningRate, long seed) {
        return Chosen.of("batch_size=10 epochs=3 hidden=16,12 augment=false")
                .with(Setting.LR, learningRate)
                .with(Setting.SEED, seed);
    }

    /** An epoch with this validation loss; its accuracy is 1 less the loss, and training does 0.01 better. */
    static EpochMetrics epoch(int epoch, double validLoss) {
        return Measured.epoch(epoch, 2, validLoss - 0.01, 1 - validLoss + 0.01, validLoss, 1 - validLoss);
    }

    /** A run that has its device and its data, and no epoch yet. */
    Run begin(String name, Hyperparameters chosen, TrainedOn data) {
        long id = life.create(new RunRequest(name, DatasetKind.BUILTIN, Optional.empty(), chosen, "cpu"), "0.1.0", NOON)
                .id();
        life.start(id, "cpu", NOON);
        return runs.use(id, data);
    }

    Run begin(String name, Hyperparameters chosen) {
        return begin(name, chosen, DATA);
    }

    void addEpoch(Run run, EpochMetrics epoch) {
        long first = (epoch.epoch() - 1L) * STEPS_AN_EPOCH;
        List<StepWindow> steps = LongStream.rangeClosed(1, STEPS_AN_EPOCH)
                .mapToObj(i -> new StepWindow(
                        first + i,
                        epoch.epoch(),
                        1,
                        epoch.trainLoss() + 1.0 / (first + i),
                        0.9,
                        (first + i) * 0.05,
                        0.001))
                .toList();
        metrics.addEpoch(
                run.id(),
                new MeasuredEpoch(epoch, steps),
                new CheckpointInfo(
                        epoch.epoch(), first + STEPS_AN_EPOCH, "checkpoint.safetensors", 9, NOON, Optional.empty()));
    }

    /** A run that took ten seconds. */
    Run finished(String name, Hyperparameters chosen, Score test, double... validLosses) {
        Run run = begin(name, chosen);
        IntStream.range(0, validLosses.length).forEach(i -> addEpoch(run, epoch(i + 1, validLosses[i])));
        return life.finish(run.id(), test, NOON.plusSeconds(10)).orElseThrow();
    }

    /** A run that failed half a second after its start, before its first epoch. */
    Run failed(String name, Hyperparameters chosen) {
        return life.fail(begin(name, chosen).id(), "The disk is full.", NOON.plusMillis(500))
                .orElseThrow();
    }

    ComparisonRequest compared(String runs) {
        return compared(Map.of("runs", runs));
    }

    ComparisonRequest compared(Map<String, String> query) {
        return ComparisonRequest.of(archive, query);
    }

    SideBySide sideBySide(Map<String, String> query) {
        return SideBySide.of(compared(query), metrics);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
        worker.close();
        hub.close();
        database.close();
    }
}
