package inkling.runs.job;

import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.folders.RunFolders;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRepository;
import inkling.archive.runs.RunRequest;
import inkling.cluster.Cluster;
import inkling.database.Database;
import inkling.dataset.DatasetKind;
import inkling.dataset.sources.Datasets;
import inkling.deletion.DeletionPages;
import inkling.deletion.Deletions;
import inkling.http.EventHub;
import inkling.http.WebServer;
import inkling.network.Devices;
import inkling.organise.DeletedRuns;
import inkling.organise.OrganiseApi;
import inkling.organise.OrganisePages;
import inkling.organise.OrganisedRuns;
import inkling.queue.QueueEvents;
import inkling.runlist.ListApi;
import inkling.runlist.ListPages;
import inkling.runlist.RunList;
import inkling.runs.AugmentationPage;
import inkling.runs.FoldersPage;
import inkling.runs.NormPages;
import inkling.runs.RunApi;
import inkling.runs.RunForm;
import inkling.runs.RunPages;
import inkling.training.Chosen;
import inkling.training.Setting;
import inkling.worker.Worker;
import io.javalin.config.RoutesConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that runs need, for real: a database in a folder, a worker, a server on a free port, and a tiny data set. */
public final class Laboratory implements AutoCloseable {
    private final Path home;
    /** No page waits for it: what takes a while is seen to. */
    private final Background background = new Background(Duration.ZERO);

    public final Database database;
    public final RunRepository runs;
    public final RunLife life;
    public final MetricsRepository metrics;
    public final CheckpointFiles files;
    public final Worker worker;
    public final EventHub hub = new EventHub();
    public final RunEvents events;
    public final TrainingParts parts;
    public final Runs service;
    public final OrganisedRuns organised;
    public final Deletions deletions;
    public final WebServer server;

    public Laboratory(Path home) {
        this(home, (request, progress) -> TinyDataset.of(700, 100));
    }

    public Laboratory(Path home, TrainingParts.DatasetSource datasets) {
        this(home, datasets, Optional.empty());
    }

    Laboratory(Path home, TrainingParts.DatasetSource datasets, Optional<Cluster> cluster) {
        this.home = home;
        database = new Database(home);
        worker = new Worker(database, Clock.systemUTC());
        runs = new RunRepository(database);
        life = new RunLife(database);
        metrics = new MetricsRepository(database);
        files = new CheckpointFiles(new RunFolders(home), Clock.systemUTC());
        events = new RunEvents(hub, metrics);
        new QueueEvents(hub, worker);
        parts = new TrainingParts(runs, metrics, files, datasets, events, cluster, Clock.systemUTC());
        service = new Runs(parts, worker, new Devices(), "0.1.0");
        organised = new OrganisedRuns(database, runs, service::endAll, Clock.systemUTC());
        deletions = new Deletions(
                List.of(new DeletedRuns(database, runs, service::endAll)), Clock.systemUTC(), Deletions.UNDO);
        // By its name on any port, so that a test may put something between the server and the browser.
        var settings = WebServer.Settings.of("127.0.0.1", 0, List.of("127.0.0.1"));
        server = new WebServer(
                        settings,
                        this::addRoutes,
                        hub,
                        () -> Map.of("jobs", worker.state(), "version", "0.1.0", "home", ""))
                .start();
    }

    private void addRoutes(RoutesConfig all) {
        var clock = Clock.systemUTC();
        var form = new RunForm(() -> List.of("cpu"), () -> 1, List::of);
        var list = new RunList(database, runs, metrics);
        Routes.list(all, new ListPages(runs, list, organised, events, form, clock), new ListApi(list));
        Routes.deletion(all, new DeletionPages(deletions));
        Routes.organise(all, new OrganisePages(organised), new OrganiseApi(organised, deletions));
        Routes.folders(all, new FoldersPage());
        Routes.augmentation(
                all, new AugmentationPage(new Datasets(home, progress -> TinyDataset.of(700, 100)), form, background));
        Routes.runs(
                all,
                new RunPages(service, metrics, events, form, clock),
                new RunApi(service, metrics, files, form, events));
        Routes.norms(all, new NormPages(service, metrics));
    }

    /** 63 steps an epoch of ten images each. */
    public static RunRequest request(int epochs) {
        var hyperparameters =
                Chosen.of("batch_size=10 hidden=16,12 augment=false seed=7").with(Setting.EPOCHS, epochs);
        return new RunRequest("Bars", DatasetKind.BUILTIN, Optional.empty(), hyperparameters, "cpu");
    }

    public Run train(RunRequest request) throws InterruptedException {
        long id = service.start(request).id();
        service.await(id);
        return service.get(id);
    }

    @Override
    public void close() {
        server.close();
        worker.close();
        background.close();
        database.close();
    }
}
