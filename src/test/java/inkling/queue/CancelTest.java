package inkling.queue;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.archive.ImageSplit;
import inkling.archive.PredictionStore;
import inkling.archive.RunArchive;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.dataset.DatasetKind;
import inkling.dreaming.Adversarial;
import inkling.dreaming.GradientAscent;
import inkling.dreaming.NoiseSearch;
import inkling.imagine.Dream;
import inkling.imagine.DreamEvents;
import inkling.imagine.DreamFiles;
import inkling.imagine.DreamParts;
import inkling.imagine.DreamRepository;
import inkling.imagine.DreamRequest;
import inkling.imagine.Dreams;
import inkling.inspect.TrainedRun;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.maps.job.Projection.Search;
import inkling.maps.job.Projection.Status;
import inkling.maps.job.Projection.What;
import inkling.maps.job.ProjectionRepository;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of job, really under way, leaves its device within a second, and leaves everything as it should be. */
@Timeout(300)
class CancelTest {
    private static final int TRAIN = 24_000;
    private static final int MAPPED = TRAIN * 9 / 10;

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    private static DreamParts dreamParts;
    private static Dreams dreams;
    private static MapParts mapParts;

    @BeforeAll
    static void train() throws InterruptedException {
        trained = new TrainedRun(home, TRAIN, List.of(1024, 256), 1, (fixture, all) -> {});
        dreamParts = dreamParts();
        dreams = new Dreams(dreamParts, trained.worker, trained.devices);
        mapParts = mapParts();
    }

    /** Parts that have not looked at the run yet, so that they load its images anew. */
    private static DreamParts dreamParts() {
        DreamRepository repository = new DreamRepository(trained.database);
        return new DreamParts(
                repository,
                new DreamFiles(new RunFolders(home)),
                archive(),
                new DreamEvents(trained.hub, repository),
                Optional.empty(),
                Clock.systemUTC());
    }

    private static MapParts mapParts() {
        RunArchive archive = archive();
        return new MapParts(
                archive,
                new PredictionStore(archive, trained.devices),
                new ProjectionRepository(trained.database),
                new MapFiles(new RunFolders(home)),
                new MapEvents(trained.hub, new ProjectionRepository(trained.database)),
                Clock.systemUTC());
    }

    private static RunArchive archive() {
        return new RunArchive(trained.runs, trained.metrics, trained.files, trained.datasets);
    }

    @Test
    void a_run_that_loads_its_images() throws Exception {
        Run run = trained.service.start(request());

        cancel("drawing digits");

        Run ended = trained.service.get(run.id());
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended.data()).isEmpty();
    }

    @Test
    void a_run_that_trains() throws Exception {
        Run run = trained.service.start(request());

        cancel("epoch 1 of");

        assertThat(trained.service.get(run.id()).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(trained.metrics.checkpoints(run.id())).hasSize(1);
        assertThat(trained.files.path(run.id(), 0)).exists();
    }

    private static RunRequest request() {
        return new RunRequest(
                "Again",
                DatasetKind.BUILTIN,
                Optional.empty(),
                trained.run.hyperparameters(),
                trained.run.request().device());
    }

    @Test
    void a_search_in_noise() throws Exception {
        Dream dream = dreams.start(
                trained.run,
                1,
                new DreamRequest.Noise(new NoiseSearch.Query(3, 1_000_000_000, 0, 1, 1)),
                Optional.empty());

        cancel("surest so far");

        assertKept(dream);
    }

    @Test
    void a_climb() throws Exception {
        var plan = new GradientAscent.Plan(
                3, GradientAscent.Objective.LOGIT, GradientAscent.Start.GREY, 10_000, 0.01, 1, 1, 1);
        Dream dream = dreams.start(trained.run, 1, new DreamRequest.Ascent(plan), Optional.empty());

        cancel("surest so far");

        assertKept(dream);
    }

    @Test
    void a_change_in_many_steps() throws Exception {
        var plan = new Adversarial.Plan(Adversarial.Method.PGD, 3, 0.1, 1_000, 0.001);
        Dream dream = dreams.start(trained.run, 1, new DreamRequest.Change(4, plan), Optional.empty());

        cancel("surest so far");

        assertKept(dream);
        var state =
                dreamParts.files().read(find(dream), trained.run.blueprint()).orElseThrow();
        assertThat(state.curve()).hasSize((int) state.done() + 1);
        assertThat(state.probabilities()[3])
                .isGreaterThan(state.before().orElseThrow().probabilities()[3]);
    }

    @Test
    void a_change_whose_image_is_being_loaded() throws Exception {
        var fresh = new Dreams(dreamParts(), trained.worker, trained.devices);
        Dream dream =
                fresh.start(trained.run, 1, new DreamRequest.Change(4, Adversarial.Plan.pgd(3, 0.1)), Optional.empty());

        cancel("starting");

        assertThat(find(dream).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(dreamParts.files().read(find(dream), trained.run.blueprint()))
                .isEmpty();
    }

    private static void assertKept(Dream dream) {
        Dream ended = find(dream);
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended.done()).isLessThan(ended.request().total());
        assertThat(dreamParts.files().read(ended, trained.run.blueprint()))
                .hasValueSatisfying(state ->
                        assertThat(state.logOdds()).isEqualTo(ended.logOdds().orElseThrow()));
    }

    private static Dream find(Dream dream) {
        return dreamParts.dreams().find(dream.id()).orElseThrow();
    }

    @Test
    void pca() throws Exception {
        mapParts.points(what(Method.PCA, MAPPED, 1));
        new Maps(mapParts, trained.worker).pca(trained.run, what(Method.PCA, MAPPED, 1), Optional.empty());

        cancel("mapping epoch");

        assertThat(mapParts.repository().of(1))
                .filteredOn(map -> map.what().method() == Method.PCA)
                .allSatisfy(map -> {
                    assertThat(map.status()).isEqualTo(Status.FINISHED);
                    assertThat(mapParts.files().path(map)).exists();
                });
    }

    @Test
    void t_sne_whose_images_are_being_loaded() throws Exception {
        Projection map = new Maps(mapParts(), trained.worker).tsne(what(Method.TSNE, 100, 1), Optional.empty());

        cancel("asking the network");

        assertStopped(map, false);
    }

    @Test
    void t_sne_that_looks_for_neighbours() throws Exception {
        mapParts.points(what(Method.PCA, MAPPED, 1));
        Projection map = new Maps(mapParts, trained.worker).tsne(what(Method.TSNE, MAPPED, 500), Optional.empty());

        cancel("finding neighbours");

        assertStopped(map, false);
    }

    @Test
    void t_sne_that_moves_its_points() throws Exception {
        mapParts.points(what(Method.PCA, 500, 1));
        Projection map = new Maps(mapParts, trained.worker).tsne(what(Method.TSNE, 500, 10_000), Optional.empty());

        cancel("t-SNE");

        assertStopped(map, true);
    }

    @Test
    void t_sne_that_is_being_measured() throws Exception {
        mapParts.points(what(Method.PCA, 10_000, 1));
        Projection map = new Maps(mapParts, trained.worker).tsne(what(Method.TSNE, 10_000, 1), Optional.empty());

        cancel("measuring the map");

        assertStopped(map, true);
        assertThat(mapParts.repository().find(map.id()).orElseThrow().quality()).isEmpty();
    }

    private static What what(Method method, int points, int iterations) {
        Optional<Search> search = method == Method.TSNE ? Optional.of(new Search(30, 0, iterations)) : Optional.empty();
        return new What(1, 1, ImageSplit.TRAIN, "h2", method, points, search);
    }

    private static void assertStopped(Projection map, boolean drawn) {
        assertThat(mapParts.repository().find(map.id()).orElseThrow().status()).isEqualTo(Status.STOPPED);
        assertThat(Files.exists(mapParts.files().path(map))).isEqualTo(drawn);
    }

    /** Cancels the running job once it does what is said, and sees to it that the next one takes its place. */
    private static void cancel(String activity) throws InterruptedException {
        Dream next = dreams.start(
                trained.run, 1, new DreamRequest.Noise(new NoiseSearch.Query(3, 1_000, 0, 1, 1)), Optional.empty());
        LiveJob job = trained.worker.jobs().get(0);
        awaitActivity(job, activity);

        long asked = System.nanoTime();
        trained.worker.cancel(job.id());
        trained.worker.await(job.id());

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(aSecond());
        dreams.await(next);
        assertThat(find(next).status()).isEqualTo(JobStatus.FINISHED);
        assertThat(trained.worker.jobs()).isEmpty();
        trained.database
                .jdbi()
                .useHandle(
                        handle -> assertThat(handle.select("select id from job where status in ('QUEUED', 'RUNNING')")
                                        .mapToMap()
                                        .list())
                                .isEmpty());
    }

    private static void awaitActivity(LiveJob job, String activity) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        Consumer<LiveJob> look = now -> {
            if (now.id() == job.id()
                    && !now.waits()
                    && now.progress().activity().startsWith(activity)) {
                reached.countDown();
            }
        };
        trained.worker.addListener(look);
        trained.worker.jobs().forEach(look);
        assertThat(reached.await(60, TimeUnit.SECONDS)).as(activity).isTrue();
    }

    /** A second of a machine that nobody else uses: where others want the cores as well, it takes longer. */
    private static Duration aSecond() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        double crowd = machine.getSystemLoadAverage() / machine.getAvailableProcessors() - 2;
        return Duration.ofMillis(Math.round(1000 * Math.max(1, crowd)));
    }
}
