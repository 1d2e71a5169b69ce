package inkling;

import inkling.archive.Background;
import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.ForeignDigits;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRepository;
import inkling.archive.versions.DataVersions;
import inkling.compare.CompareApi;
import inkling.compare.ComparePage;
import inkling.compare.views.confusion.ConfusionsPage;
import inkling.compare.views.images.ImagesPage;
import inkling.compare.views.maps.MapsPage;
import inkling.compare.views.stress.StressesPage;
import inkling.compare.views.weights.UnitsPage;
import inkling.database.Database;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.datasets.DataPages;
import inkling.datasets.Looks;
import inkling.datasets.Shelf;
import inkling.datasets.Uploads;
import inkling.datasets.UsedBy;
import inkling.doctor.DataDoctor;
import inkling.draw.DrawPages;
import inkling.errors.UserError;
import inkling.explain.Explanations;
import inkling.explain.WhyPage;
import inkling.http.EventHub;
import inkling.http.Health;
import inkling.http.ServerFile;
import inkling.http.WebServer;
import inkling.imagine.DreamEvents;
import inkling.imagine.DreamFiles;
import inkling.imagine.DreamParts;
import inkling.imagine.DreamRepository;
import inkling.imagine.Dreams;
import inkling.imagine.pages.ImaginePages;
import inkling.inspect.CalibrationPage;
import inkling.inspect.ConfusionPage;
import inkling.inspect.ImagePage;
import inkling.inspect.ImagePictures;
import inkling.inspect.MistakesPage;
import inkling.layers.LayersPages;
import inkling.maps.MapPages;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.ProjectionRepository;
import inkling.network.Devices;
import inkling.organise.OrganiseApi;
import inkling.organise.OrganisePages;
import inkling.organise.OrganisedRuns;
import inkling.organise.Removal;
import inkling.overview.OverviewPage;
import inkling.overview.TourPage;
import inkling.queue.QueueEvents;
import inkling.queue.QueuePages;
import inkling.runlist.ListApi;
import inkling.runlist.ListPages;
import inkling.runlist.RunList;
import inkling.runs.AugmentationPage;
import inkling.runs.FoldersPage;
import inkling.runs.NetworkApi;
import inkling.runs.NormPages;
import inkling.runs.RunApi;
import inkling.runs.RunForm;
import inkling.runs.RunPages;
import inkling.runs.imports.ImportPages;
import inkling.runs.job.RunEvents;
import inkling.runs.job.RunListener;
import inkling.runs.job.Runs;
import inkling.runs.job.TrainingParts;
import inkling.runs.rates.RatePages;
import inkling.stress.StressPage;
import inkling.stress.slices.SlicesPage;
import inkling.stress.strangers.Strangers;
import inkling.stress.strangers.StrangersPage;
import inkling.studies.Studies;
import inkling.studies.StudyPages;
import inkling.sweeps.EarlierRuns;
import inkling.sweeps.SweepApi;
import inkling.sweeps.SweepRepository;
import inkling.sweeps.Sweeps;
import inkling.sweeps.pages.SweepFormPages;
import inkling.sweeps.pages.SweepPages;
import inkling.sweeps.pages.SweepStress;
import inkling.sweeps.space.SweepForm;
import inkling.training.EpochMetrics;
import inkling.weights.ActivityStore;
import inkling.weights.HistogramPage;
import inkling.weights.LayerStore;
import inkling.weights.UnitPage;
import inkling.weights.WeightPages;
import inkling.weights.features.FeaturePage;
import inkling.whatif.WhatIfPages;
import inkling.words.LossExample;
import inkling.words.WordsPage;
import inkling.worker.JobRepository;
import inkling.worker.Worker;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where the parts are built and joined; closes them in reverse. */
final class App implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    /** Seeds that are drawn stay short enough to be read out. */
    private static final int LARGEST_DRAWN_SEED = 999_999;

    private final Clock clock = Clock.systemUTC();
    private final Devices devices = new Devices();
    private final Path home;
    private final Database database;
    private final Worker worker;
    private final EventHub hub = new EventHub();
    private final RunRepository runRepository;
    private final MetricsRepository metrics;
    private final CheckpointFiles files;
    private final DataVersions versions;
    private final Datasets datasets;
    private final Uploads uploads;
    private final Looks looks;
    private final RunEvents events;
    private final RunForm form;
    private final Runs runs;
    private final ImportPages imports;
    private final RunArchive archive;
    private final PredictionStore predictions;
    private final LayerStore layers;
    private final NearestImages nearest;
    private final WhyPage why;
    private final DrawPages draw;
    private final DreamParts dreamParts;
    private final Dreams dreams;
    private final MapParts mapParts;
    private final Maps maps;
    private final Studies studies;
    private final StudyPages studyPages;
    private final StressPage stress;
    private final DataDoctor doctor;
    private final LayersPages layersPages;
    private final Removal removal;
    private final OrganisedRuns organised;
    private final RunList runList;
    private final ServerFile serverFile;
    private final Background background = new Background();
    private @Nullable WebServer server;
    private long mostUploaded;
    private boolean closed;

    /**
     * Opens a home folder.
     *
     * @param alsoTold is told of runs as browsers are
     * @throws inkling.database.DatabaseException with a sentence if the folder cannot be used
     */
    App(Path home, RunListener... alsoTold) {
        this.home = home;
        database = new Database(home);
        ForeignDigits.carryOver(home, database);
        worker = new Worker(database, clock);
        runRepository = new RunRepository(database);
        metrics = new MetricsRepository(database);
        files = new CheckpointFiles(home, clock);
        events = new RunEvents(hub, metrics);
        new QueueEvents(hub, worker);
        versions = new DataVersions(database, clock);
        form = new RunForm(devices::names, App::drawSeed, versions::all);
        datasets = new Datasets(home, BuiltinDigits::dataset, versions::corrections);
        uploads = new Uploads(home);
        looks = new Looks(datasets, uploads);
        TrainingParts parts = new TrainingParts(
                runRepository, metrics, files, datasets::open, RunListener.all(events, alsoTold), clock);
        runs = new Runs(parts, worker, devices, Version.current());
        imports = new ImportPages(runs, form, datasets::open, background, home, clock);
        archive = new RunArchive(runRepository, metrics, files, datasets);
        predictions = new PredictionStore(archive, devices);
        layers = new LayerStore(archive);
        nearest = new NearestImages(archive, predictions);
        Explanations explanations = new Explanations(archive, predictions);
        why = new WhyPage(archive, predictions, explanations, background);
        draw = new DrawPages(archive, predictions, nearest, explanations);
        DreamRepository dreamRepository = new DreamRepository(database);
        DreamEvents dreamEvents = new DreamEvents(hub, dreamRepository);
        dreamParts = new DreamParts(dreamRepository, new DreamFiles(home), archive, dreamEvents, clock);
        dreams = new Dreams(dreamParts, worker, devices);
        mapParts = new MapParts(
                archive,
                predictions,
                new ProjectionRepository(database),
                new MapFiles(home),
                new MapEvents(hub),
                clock);
        maps = new Maps(mapParts, worker);
        studies = new Studies(archive, database, home, worker, devices, hub, clock);
        studyPages = new StudyPages(archive, studies);
        stress = new StressPage(archive, predictions, studies);
        doctor = new DataDoctor(archive, predictions, studies, versions, runs, devices);
        layersPages = new LayersPages(archive, predictions, background, studies, devices);
        removal = new Removal(database, files, runs::endAll, clock, OrganisedRuns.UNDO);
        organised = new OrganisedRuns(database, runRepository, runs::endAll, clock, OrganisedRuns.UNDO);
        runList = new RunList(database, runRepository, metrics);
        serverFile = new ServerFile(home);
    }

    /**
     * Marks what was going when an earlier process died, and begins with what waited; to be called before anything is
     * started.
     *
     * @return how many runs were found interrupted
     */
    long recover() {
        long interrupted = interruptLeft();
        worker.open();
        return interrupted;
    }

    /** The same for a process that leaves what waits to the dashboard. */
    long interruptLeft() {
        runs.recover();
        return worker.recover().stream()
                .filter(job -> job.kind().equals(Run.TRAINING))
                .count();
    }

    private static long drawSeed() {
        return 1 + RandomGenerator.getDefault().nextInt(LARGEST_DRAWN_SEED);
    }

    Runs runs() {
        return runs;
    }

    ImportPages imports() {
        return imports;
    }

    RunForm form() {
        return form;
    }

    ListApi list() {
        return new ListApi(runList);
    }

    WhyPage why() {
        return why;
    }

    DrawPages draw() {
        return draw;
    }

    OrganiseApi keep() {
        return new OrganiseApi(organised);
    }

    StudyPages studies() {
        return studyPages;
    }

    StressPage stress() {
        return stress;
    }

    List<EpochMetrics> epochs(long run) {
        return metrics.epochs(run);
    }

    /** Starts the web server and says where it is. */
    URI serve(Settings settings) {
        removal.start();
        uploads.start();
        mostUploaded = settings.mostUploaded();
        server = new WebServer(settings.web(), this::addRoutes, hub, this::pageModel).start();
        devices.names(); // Who is told the address sees every device, which for a GPU may take a download.
        announce(server.address());
        return server.address();
    }

    private void addRoutes(RoutesConfig all) {
        Sweeps sweeps = new Sweeps(
                new SweepRepository(database),
                runRepository,
                metrics,
                runs,
                events,
                new EarlierRuns(database, devices),
                clock);
        SweepForm sweepForm = new SweepForm(form, App::drawSeed);
        Routes.list(all, new ListPages(runRepository, runList, organised, events, form, clock), list());
        Routes.organise(all, new OrganisePages(organised), keep());
        RunPages pages = new RunPages(runs, metrics, events, form, clock);
        Routes.runs(all, pages, new RunApi(runs, metrics, files, form, events));
        Routes.norms(all, new NormPages(runs, metrics));
        Routes.rates(all, new RatePages(datasets::open, devices, form, pages, background, clock));
        Routes.networks(all, new NetworkApi(runs, form));
        Routes.imports(all, imports);
        Routes.augmentation(all, new AugmentationPage(datasets, form, background));
        Routes.folders(all, new FoldersPage());
        UsedBy usedBy = new UsedBy(database);
        Shelf shelf = new Shelf(home, datasets, uploads, usedBy);
        Routes.data(all, new DataPages(shelf, looks, uploads, usedBy, versions, form, mostUploaded));
        Routes.pictures(all, new ImagePictures(archive));
        Routes.imagine(all, new ImaginePages(dreams, dreamParts, predictions));
        Routes.studies(all, studyPages);
        Routes.stress(all, stress);
        Routes.inspect(
                all,
                new ConfusionPage(archive, predictions),
                new MistakesPage(archive, predictions),
                new CalibrationPage(archive, predictions),
                new ImagePage(archive, predictions, nearest, versions, background));
        Routes.slices(all, new SlicesPage(archive, predictions));
        Strangers strangers = new Strangers(archive, predictions, datasets::open, shelf::requests);
        Routes.strangers(all, new StrangersPage(archive, predictions, strangers, background));
        Routes.explain(all, why);
        Routes.whatIf(all, new WhatIfPages(archive, predictions, nearest, background));
        Routes.doctor(all, doctor);
        Routes.draw(all, draw);
        Routes.weights(
                all,
                new WeightPages(archive),
                new HistogramPage(archive, layers),
                new UnitPage(archive, new ActivityStore(archive, predictions, background)),
                new FeaturePage(archive));
        Routes.layers(all, layersPages);
        Routes.maps(all, new MapPages(mapParts, maps));
        Routes.overview(
                all,
                new OverviewPage(archive, metrics, predictions, dreamParts.dreams(), mapParts, background),
                new TourPage(archive));
        Routes.sweeps(
                all,
                new SweepFormPages(sweeps, sweepForm, runs),
                new SweepPages(sweeps),
                new SweepApi(sweeps, sweepForm));
        Routes.stressOfMany(all, new StressesPage(archive, stress), new SweepStress(sweeps, stress));
        Routes.compare(all, new ComparePage(archive, metrics), new CompareApi(archive, metrics));
        Routes.compareInside(
                all,
                new ConfusionsPage(archive, predictions, background),
                new ImagesPage(archive, predictions, background),
                new UnitsPage(archive, background),
                new MapsPage(mapParts, maps, background));
        Routes.queue(all, new QueuePages(worker, new JobRepository(database)));
        Routes.words(all, new WordsPage(archive), new LossExample());
        Routes.health(all, new Health(database::check, serverFile.mark()));
        all.after(this::keepBeforeAnswering);
        // Not before, since the first page needs the processors more; nobody has pressed Train by then.
        all.after(context -> devices.prepare());
    }

    /** What somebody is told was done is on the disk, whatever happens to the process. */
    private void keepBeforeAnswering(Context context) {
        if (context.method() != HandlerType.GET) {
            database.checkpointSync();
        }
    }

    /** Every route, while it serves. */
    List<WebServer.Route> routes() {
        return server == null ? List.of() : server.routes();
    }

    /** Where it is for who may look only, while it serves; none unless it was asked for. */
    Optional<URI> readOnlyAddress() {
        return Optional.ofNullable(server).flatMap(WebServer::readOnlyAddress);
    }

    private void announce(URI address) {
        try {
            serverFile.write(address);
        } catch (UncheckedIOException e) {
            log.warn("Commands in a terminal will not find this dashboard: {}", e.getMessage());
        }
    }

    private Map<String, Object> pageModel() {
        return Map.of("jobs", worker.state(), "version", Version.current(), "home", home.toString());
    }

    /** Whether a job is going. */
    boolean busy() {
        return !worker.state().running().isEmpty();
    }

    /**
     * Asks a run to stop at its next step.
     *
     * @return false if it has ended, or the app is closed
     */
    synchronized boolean cancel(long run) {
        try {
            if (!closed) {
                runs.cancel(run);
            }
            return !closed;
        } catch (UserError.Conflict e) {
            return false;
        }
    }

    /** The same of a study. */
    synchronized boolean cancelStudy(long study) {
        try {
            if (!closed) {
                studyPages.cancel(String.valueOf(study));
            }
            return !closed;
        } catch (UserError.Conflict e) {
            return false;
        }
    }

    /** Stops serving, lets the running job stop at its next step, and closes the database; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (server != null) {
            serverFile.delete();
            server.close();
        }
        background.close();
        looks.close();
        layers.close();
        worker.close();
        removal.close();
        hub.close();
        database.close();
    }
}
