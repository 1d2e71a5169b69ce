package inkling.inspect;

import inkling.Routes;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.archive.versions.DataVersions;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.http.EventHub;
import inkling.http.WebServer;
import inkling.network.Architecture;
import inkling.network.Devices;
import inkling.queue.QueueEvents;
import inkling.runs.job.RunEvents;
import inkling.runs.job.Runs;
import inkling.runs.job.TrainingParts;
import inkling.training.Chosen;
import inkling.training.Setting;
import inkling.weights.LayerStore;
import inkling.worker.Worker;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A run to look at, for real: a small network trained for some 250 steps on built-in digits, with its database, its
 * files, and a server of the pages that a test is about. Takes about two seconds; meant to be shared by a class's tests.
 */
public final class TrainedRun implements AutoCloseable {
    public static final int EPOCHS = 3;
    public static final int TEST_IMAGES = 500;
    /** Of the 3,000, a tenth validates. */
    public static final int TRAIN_IMAGES = 2_700;

    private static final int TRAIN = 3_000;

    public final Worker worker;
    public final EventHub hub = new EventHub();
    public final Devices devices = new Devices();
    public final Database database;
    public final RunRepository runs;
    public final MetricsRepository metrics;
    public final CheckpointFiles files;
    public final DataVersions versions;
    public final Datasets datasets;
    public final RunEvents events;
    public final Runs service;
    public final RunArchive archive;
    public final PredictionStore predictions;
    public final LayerStore layers;
    public final WebServer server;
    public final HttpClient client = HttpClient.newHttpClient();

    private final List<Integer> hidden;
    private final int epochs;

    /** The run, finished; its address is {@code /runs/1}. */
    public final Run run;

    /** @param routes the pages that the server has besides the pictures, built of this fixture's parts */
    public TrainedRun(Path home, BiConsumer<TrainedRun, RoutesConfig> routes) throws InterruptedException {
        this(home, TRAIN, List.of(32, 16), EPOCHS, routes);
    }

    /** The same of another size, so that what is done with it takes longer. */
    public TrainedRun(
            Path home, int trainImages, List<Integer> hidden, int epochs, BiConsumer<TrainedRun, RoutesConfig> routes)
            throws InterruptedException {
        this.hidden = hidden;
        this.epochs = epochs;
        database = new Database(home);
        worker = new Worker(database, Clock.systemUTC());
        runs = new RunRepository(database);
        metrics = new MetricsRepository(database);
        files = new CheckpointFiles(new RunFolders(home), Clock.systemUTC());
        versions = new DataVersions(database, Clock.systemUTC());
        datasets = new Datasets(
                home, progress -> BuiltinDigits.generate(1, trainImages, TEST_IMAGES, progress), versions::corrections);
        events = new RunEvents(hub, metrics);
        new QueueEvents(hub, worker);
        var parts =
                new TrainingParts(runs, metrics, files, datasets::open, events, Optional.empty(), Clock.systemUTC());
        service = new Runs(parts, worker, devices, "0.1.0");
        archive = new RunArchive(runs, metrics, files, datasets);
        predictions = new PredictionStore(archive, devices);
        layers = new LayerStore(archive);
        run = train();
        var settings = WebServer.Settings.of("127.0.0.1", 0, List.of());
        server = new WebServer(
                        settings,
                        all -> {
                            Routes.pictures(all, new ImagePictures(archive));
                            routes.accept(this, all);
                        },
                        hub,
                        () -> Map.of("jobs", worker.state(), "version", "0.1.0", "home", ""))
                .start();
    }

    /** Trains one more run of the same settings; they are equal to the bit. */
    public Run train() throws InterruptedException {
        var hyperparameters = Chosen.of("lr=0.003 batch_size=32 augment=false seed=7")
                .with(Setting.EPOCHS, epochs)
                .with(Setting.ARCH, Architecture.perceptron(hidden));
        long id = service.start(new RunRequest("Small", DatasetKind.BUILTIN, Optional.empty(), hyperparameters, "cpu"))
                .id();
        service.await(id);
        return service.get(id);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    @Override
    public void close() {
        server.close();
        layers.close();
        worker.close();
        hub.close();
        database.close();
    }
}
