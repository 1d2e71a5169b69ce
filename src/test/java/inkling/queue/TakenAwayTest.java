package inkling.queue;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.ErrorLog;
import inkling.Routes;
import inkling.archive.ImageSplit;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunRequest;
import inkling.deletion.Deletions;
import inkling.deletion.Removal;
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
import inkling.maps.job.Projection.What;
import inkling.maps.job.ProjectionRepository;
import inkling.organise.DeletedRuns;
import inkling.organise.OrganiseApi;
import inkling.organise.OrganisePages;
import inkling.organise.OrganisedRuns;
import inkling.training.Setting;
import inkling.worker.JobStatus;
import inkling.worker.LiveJob;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is deleted while a job works on it, or waits to: the job ends first, and no file appears afterwards. */
@Timeout(300)
class TakenAwayTest {
    private static final int TRAIN = 6_000;

    @TempDir
    private static Path home;

    @AutoClose
    private static TrainedRun trained;

    private static Dreams dreams;
    private static DreamParts dreamParts;
    private static Maps maps;
    private static MapParts mapParts;
    private ErrorLog log;

    @BeforeAll
    static void train() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        trained = new TrainedRun(home, TRAIN, List.of(256, 64), 1, (run, all) -> {
            DreamRepository repository = new DreamRepository(run.database);
            DreamEvents dreamEvents = new DreamEvents(run.hub, repository);
            dreamParts = new DreamParts(
                    repository,
                    new DreamFiles(new RunFolders(home)),
                    run.archive,
                    dreamEvents,
                    Optional.empty(),
                    clock);
            dreams = new Dreams(dreamParts, run.worker, run.devices);
            MapEvents mapEvents = new MapEvents(run.hub, new ProjectionRepository(run.database));
            mapParts = new MapParts(
                    run.archive,
                    run.predictions,
                    new ProjectionRepository(run.database),
                    new MapFiles(new RunFolders(home)),
                    mapEvents,
                    clock);
            maps = new Maps(mapParts, run.worker);
            var organised = new OrganisedRuns(run.database, run.runs, run.service::endAll, clock);
            Routes.organise(all, new OrganisePages(organised), new OrganiseApi(organised, deletions(run, clock)));
        });
    }

    @BeforeEach
    void listen() {
        log = new ErrorLog();
    }

    @AfterEach
    void assertNoDefect() {
        log.close();
        assertThat(log.defects()).isEmpty();
    }

    /** What works on a run, and takes long; and what it says when it is well under way. */
    enum Kind {
        TRAINING("epoch ") {
            @Override
            Run start(Run run) {
                return trained.service.start(new RunRequest(
                        "Long", run.request().data(), run.hyperparameters().with(Setting.EPOCHS, 1_000), "cpu"));
            }
        },
        NOISE("surest so far") {
            @Override
            Run start(Run run) {
                return imagine(run, noise(NoiseSearch.Query.MOST));
            }
        },
        ASCENT("surest so far") {
            @Override
            Run start(Run run) {
                return imagine(
                        run,
                        new DreamRequest.Ascent(new GradientAscent.Plan(
                                3, GradientAscent.Objective.LOGIT, GradientAscent.Start.GREY, 10_000, 0.01, 1, 1, 1)));
            }
        },
        ADVERSARIAL("surest so far") {
            @Override
            Run start(Run run) {
                var plan = new Adversarial.Plan(Adversarial.Method.PGD, 3, 0.1, 1_000, 0.001);
                return imagine(run, new DreamRequest.Change(4, plan));
            }
        },
        PCA("measuring epoch") {
            @Override
            Run start(Run run) {
                maps.pca(run, what(run, Method.PCA), Optional.empty());
                return run;
            }
        },
        TSNE("t-SNE") {
            @Override
            Run start(Run run) {
                maps.tsne(what(run, Method.TSNE), Optional.empty());
                return run;
            }
        };

        private final String underWay;

        Kind(String underWay) {
            this.underWay = underWay;
        }

        /** @return the run that is worked on */
        abstract Run start(Run run);

        static Run imagine(Run run, DreamRequest request) {
            dreams.start(run, 1, request, Optional.empty());
            return run;
        }
    }

    private static DreamRequest noise(long images) {
        return new DreamRequest.Noise(new NoiseSearch.Query(3, images, 0, 1, 1));
    }

    private static What what(Run run, Method method) {
        boolean tsne = method == Method.TSNE;
        Optional<Search> search = tsne ? Optional.of(new Search(30, 0, 100_000)) : Optional.empty();
        return new What(run.id(), 1, ImageSplit.TRAIN, "h2", method, tsne ? 500 : TRAIN * 9 / 10, search);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_run_that_is_worked_on(Kind kind) throws Exception {
        Run run = kind.start(kind == Kind.TRAINING ? trained.run : trained.train());
        awaitActivity(kind.underWay);

        assertThat(delete(run)).isEqualTo(200);

        assertThat(trained.worker.jobs()).isEmpty();
        assertGoneForGood(run);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_run_that_something_waits_to_work_on(Kind kind) throws Exception {
        Run before = kind == Kind.TRAINING ? trained.run : trained.train();
        Dream other = dreams.start(trained.run, 1, noise(NoiseSearch.Query.MOST), Optional.empty());
        Run run = kind.start(before);
        awaitActivity("surest so far");

        assertThat(delete(run)).isEqualTo(200);

        assertThat(trained.worker.jobs()).extracting(LiveJob::url).containsExactly(other.url());
        assertGoneForGood(run);
        dreams.cancel(other);
        awaitAll();
    }

    @Test
    void a_run_that_something_is_asked_of_at_that_very_moment() throws Exception {
        Run run = trained.train();
        assertThat(delete(run)).isEqualTo(200);

        Dream dream = dreams.start(run, 1, noise(1_000), Optional.empty());
        Projection tsne = maps.tsne(what(run, Method.TSNE), Optional.empty());
        maps.pca(run, what(run, Method.PCA), Optional.empty());
        awaitAll();

        assertThat(dreamParts.dreams().find(dream.id()).orElseThrow().failure().orElseThrow())
                .startsWith("Run %d was deleted.".formatted(run.id()));
        assertThat(mapParts.repository().find(tsne.id()).orElseThrow().failure().orElseThrow())
                .startsWith("Run %d was deleted.".formatted(run.id()));
        assertThat(folder(run)).isDirectoryNotContaining("glob:**{map,dream}*");
        assertGoneForGood(run);
    }

    @Test
    void a_run_that_was_cancelled_and_deleted_comes_back_and_goes_on() throws Exception {
        Run run = Kind.TRAINING.start(trained.run);
        awaitActivity("epoch ");
        assertThat(delete(run)).isEqualTo(200);

        HttpRequest restore = trained.request("/api/runs/%d/restore".formatted(run.id()))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(trained.client.send(restore, BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(trained.service.get(run.id()).status()).isEqualTo(JobStatus.CANCELLED);
        trained.service.resume(run.id());
        awaitActivity("epoch ");
        assertThat(delete(run)).isEqualTo(200);
        assertGoneForGood(run);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PCA", "TSNE"})
    void a_map_that_is_made_or_measured(Kind kind) throws Exception {
        Run run = kind.start(trained.train());
        Projection map = maps.find(what(run, Method.valueOf(kind.name()))).orElseThrow();
        awaitActivity(kind.underWay);

        maps.delete(mapParts.repository().find(map.id()).orElseThrow());

        assertThat(trained.worker.jobs()).isEmpty();
        assertMapGone(map);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"PCA", "TSNE"})
    void a_map_that_waits_to_be_made(Kind kind) throws Exception {
        Run run = trained.train();
        Dream other = dreams.start(trained.run, 1, noise(NoiseSearch.Query.MOST), Optional.empty());
        kind.start(run);
        Projection map = maps.find(what(run, Method.valueOf(kind.name()))).orElseThrow();

        maps.delete(map);

        assertThat(trained.worker.jobs()).extracting(LiveJob::url).containsExactly(other.url());
        dreams.cancel(other);
        awaitAll();
        assertMapGone(map);
    }

    private static void assertMapGone(Projection map) throws InterruptedException {
        Thread.sleep(100);
        assertThat(mapParts.repository().find(map.id())).isEmpty();
    }

    private static int delete(Run run) throws Exception {
        HttpRequest request = trained.request("/api/runs/" + run.id()).DELETE().build();
        return trained.client.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Once the time to take it back is over. */
    private static void assertGoneForGood(Run run) throws InterruptedException {
        Clock later = Clock.offset(Clock.systemUTC(), Deletions.UNDO.plus(Duration.ofMinutes(1)));
        try (Removal removal = new Removal(trained.database, deletions(trained, later), new RunFolders(home)::remove)) {
            removal.start();
            eventually(() -> !Files.exists(folder(run)));
        }
        Thread.sleep(100);
        assertThat(folder(run)).doesNotExist();
    }

    private static Deletions deletions(TrainedRun run, Clock clock) {
        return new Deletions(
                List.of(new DeletedRuns(run.database, run.runs, run.service::endAll)), clock, Deletions.UNDO);
    }

    private static Path folder(Run run) {
        return trained.files.folders().of(run.id());
    }

    private static void awaitActivity(String activity) throws InterruptedException {
        eventually(() -> trained.worker.jobs().stream()
                .anyMatch(job -> !job.waits() && job.progress().activity().startsWith(activity)));
    }

    private static void awaitAll() throws InterruptedException {
        for (LiveJob job : trained.worker.jobs()) {
            trained.worker.await(job.id());
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 30_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(2);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
