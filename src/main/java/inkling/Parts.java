package inkling;

import inkling.access.People;
import inkling.archive.Background;
import inkling.archive.NearestImages;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.folders.RunFolders;
import inkling.archive.folders.RunSpace;
import inkling.archive.metrics.CheckpointFiles;
import inkling.archive.metrics.ForeignDigits;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.RunRepository;
import inkling.archive.versions.DataVersions;
import inkling.backup.Backups;
import inkling.backup.HomeSpace;
import inkling.cluster.Cluster;
import inkling.database.Database;
import inkling.dataset.digits.BuiltinDigits;
import inkling.dataset.sources.Datasets;
import inkling.datasets.Looks;
import inkling.datasets.Uploads;
import inkling.deletion.Deletions;
import inkling.deletion.Removal;
import inkling.doctor.DataDoctor;
import inkling.doctor.DuplicatesStudy;
import inkling.doctor.DynamicsStudy;
import inkling.doctor.LabelStudy;
import inkling.draw.DrawPages;
import inkling.explain.Explanations;
import inkling.explain.WhyPage;
import inkling.http.EventHub;
import inkling.http.ServerFile;
import inkling.imagine.DreamEvents;
import inkling.imagine.DreamFiles;
import inkling.imagine.DreamParts;
import inkling.imagine.DreamRepository;
import inkling.imagine.Dreams;
import inkling.layers.LandscapeStudy;
import inkling.layers.LayersPages;
import inkling.layers.ProbeStudy;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.ProjectionRepository;
import inkling.monitoring.Monitoring;
import inkling.network.Devices;
import inkling.organise.DeletedRuns;
import inkling.organise.OrganisedRuns;
import inkling.organise.Thinning;
import inkling.queue.QueueEvents;
import inkling.runlist.RunList;
import inkling.runs.RunForm;
import inkling.runs.imports.ImportPages;
import inkling.runs.job.RunEvents;
import inkling.runs.job.RunListener;
import inkling.runs.job.Runs;
import inkling.runs.job.SharedDatasets;
import inkling.runs.job.TrainingParts;
import inkling.stress.StressPage;
import inkling.stress.StressStudy;
import inkling.studies.Studies;
import inkling.studies.StudyPages;
import inkling.sweeps.EarlierRuns;
import inkling.sweeps.SweepRepository;
import inkling.sweeps.Sweeps;
import inkling.sweeps.space.SweepForm;
import inkling.weights.LayerStore;
import inkling.worker.Worker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What the program is made of on a home folder, built and joined in one place; closes it in reverse. */
final class Parts implements AutoCloseable {
    /** Seeds that are drawn stay short enough to be read out. */
    private static final int LARGEST_DRAWN_SEED = 999_999;

    final Clock clock;
    final Optional<Cluster> cluster;
    final Devices devices;
    final Path home;
    final Database database;
    final People people;
    final Worker worker;
    final EventHub hub = new EventHub();
    final Monitoring monitoring;
    final RunRepository runRepository;
    final MetricsRepository metrics;
    final RunFolders folders;
    final RunSpace space;
    final HomeSpace homeSpace;
    final Backups backups;
    final CheckpointFiles files;
    final DataVersions versions;
    final Datasets datasets;
    final Uploads uploads;
    final Looks looks;
    final RunEvents events;
    final Thinning thinning;
    final RunForm form;
    final Runs runs;
    final ImportPages imports;
    final RunArchive archive;
    final PredictionStore predictions;
    final LayerStore layers;
    final NearestImages nearest;
    final WhyPage why;
    final DrawPages draw;
    final DreamParts dreamParts;
    final Dreams dreams;
    final MapParts mapParts;
    final Maps maps;
    final Studies studies;
    final StudyPages studyPages;
    final StressPage stress;
    final DataDoctor doctor;
    final LayersPages layersPages;
    final Sweeps sweeps;
    final SweepForm sweepForm;
    final Deletions deletions;
    final Removal removal;
    final OrganisedRuns organised;
    final RunList runList;
    final ServerFile serverFile;
    final Background background = new Background();

    /**
     * @param cluster is closed with it
     * @param alsoTold is told of runs as browsers are
     * @throws inkling.database.DatabaseException with a sentence if the folder cannot be used
     */
    Parts(Path home, Clock clock, Optional<Cluster> cluster, RunListener... alsoTold) {
        this.home = home;
        this.clock = clock;
        this.cluster = cluster;
        devices = new Devices(cluster.map(any -> Cluster.DEVICE).stream().toList());
        database = new Database(home);
        people = new People(database, clock);
        ForeignDigits.carryOver(home, database);
        worker = new Worker(database, clock, this::slots);
        cluster.ifPresent(each -> each.whenSlotsChange(worker::slotsChanged));
        runRepository = new RunRepository(database);
        metrics = new MetricsRepository(database);
        folders = new RunFolders(home);
        space = new RunSpace(database, folders);
        homeSpace = new HomeSpace(home, space);
        backups = new Backups(home, database, folders, Version.current(), clock);
        files = new CheckpointFiles(folders, clock);
        events = new RunEvents(hub, metrics);
        thinning = new Thinning(database, runRepository, metrics, files);
        new QueueEvents(hub, worker);
        monitoring = new Monitoring(home, worker, runRepository, hub, Version.current());
        versions = new DataVersions(database, clock);
        form = new RunForm(devices::names, Parts::drawSeed, versions::all);
        datasets = new Datasets(home, BuiltinDigits::dataset, versions::corrections);
        uploads = new Uploads(home, clock);
        looks = new Looks(datasets, uploads);
        TrainingParts parts = new TrainingParts(
                runRepository,
                metrics,
                files,
                cluster.isPresent() ? new SharedDatasets(datasets::open, Datasets::stamp) : datasets::open,
                RunListener.all(RunListener.all(events, thinning, monitoring), alsoTold),
                cluster,
                clock);
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
        dreamParts = new DreamParts(dreamRepository, new DreamFiles(folders), archive, dreamEvents, cluster, clock);
        dreams = new Dreams(dreamParts, worker, devices);
        mapParts = new MapParts(
                archive,
                predictions,
                new ProjectionRepository(database),
                new MapFiles(folders),
                new MapEvents(hub, new ProjectionRepository(database)),
                clock);
        maps = new Maps(mapParts, worker);
        studies = new Studies(archive, database, folders, worker, devices, cluster, hub, clock);
        studyPages = new StudyPages(archive, studies);
        StressStudy stressStudy = new StressStudy(archive, predictions);
        DynamicsStudy dynamicsStudy = new DynamicsStudy(archive, predictions);
        LabelStudy labelStudy = new LabelStudy(archive, devices);
        DuplicatesStudy duplicatesStudy = new DuplicatesStudy(archive);
        ProbeStudy probeStudy = new ProbeStudy(archive, predictions);
        LandscapeStudy landscapeStudy = new LandscapeStudy(archive, devices);
        List.of(stressStudy, dynamicsStudy, labelStudy, duplicatesStudy, probeStudy, landscapeStudy)
                .forEach(studies::add);
        stress = new StressPage(archive, predictions, studies, stressStudy);
        doctor = new DataDoctor(archive, studies, dynamicsStudy, labelStudy, duplicatesStudy, versions, runs);
        layersPages = new LayersPages(archive, predictions, background, studies, probeStudy, landscapeStudy);
        SweepRepository sweepRepository = new SweepRepository(database);
        sweeps = new Sweeps(
                sweepRepository, runRepository, metrics, runs, events, new EarlierRuns(database, devices), clock);
        sweepForm = new SweepForm(form, Parts::drawSeed);
        deletions = new Deletions(
                List.of(
                        new DeletedRuns(database, runRepository, runs::endAll),
                        mapParts.repository(),
                        dreamParts.dreams(),
                        sweepRepository,
                        versions,
                        uploads.deleted()),
                clock,
                Deletions.UNDO);
        removal = new Removal(database, deletions, folders::remove);
        organised = new OrganisedRuns(database, runRepository, runs::endAll, clock);
        runList = new RunList(database, runRepository, metrics);
        serverFile = new ServerFile(home);
    }

    /** How many jobs a device does side by side. */
    private int slots(String device) {
        return cluster.filter(any -> device.equals(Cluster.DEVICE))
                .map(Cluster::slots)
                .orElse(1);
    }

    static long drawSeed() {
        return 1 + RandomGenerator.getDefault().nextInt(LARGEST_DRAWN_SEED);
    }

    @Override
    public void close() {
        background.close();
        looks.close();
        layers.close();
        worker.close();
        cluster.ifPresent(Cluster::close);
        removal.close();
        space.close();
        hub.close();
        monitoring.close();
        database.close();
    }
}
