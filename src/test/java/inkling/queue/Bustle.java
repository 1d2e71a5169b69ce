package inkling.queue;

import inkling.Routes;
import inkling.archive.ImageSplit;
import inkling.archive.folders.RunFolders;
import inkling.dreaming.NoiseSearch;
import inkling.imagine.Dream;
import inkling.imagine.DreamEvents;
import inkling.imagine.DreamFiles;
import inkling.imagine.DreamParts;
import inkling.imagine.DreamRepository;
import inkling.imagine.DreamRequest;
import inkling.imagine.Dreams;
import inkling.imagine.pages.ImaginePages;
import inkling.inspect.TrainedRun;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Method;
import inkling.maps.job.Projection;
import inkling.maps.job.ProjectionRepository;
import inkling.runs.job.Runs;
import inkling.runs.job.TrainingParts;
import inkling.worker.JobRepository;
import inkling.worker.LiveJob;
import inkling.worker.Worker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A trained run with everything that puts jobs into the queue, for real, and the queue's pages. */
final class Bustle implements AutoCloseable {
    final TrainedRun trained;
    private final Path home;

    /** A worker on the same database, and the features that submit to it. */
    record Shift(Worker worker, Runs runs, Dreams dreams, DreamParts dreamParts, Maps maps, MapParts mapParts) {
        /** A search in noise: more images than ever come to an end, or few. */
        Dream imagine(boolean endless) {
            long images = endless ? NoiseSearch.Query.MOST : 1_000;
            return dreams.start(
                    runs.get(1),
                    1,
                    new DreamRequest.Noise(new NoiseSearch.Query(3, images, 0, 1, 1)),
                    Optional.empty());
        }

        Projection map(Method method) {
            boolean tsne = method == Method.TSNE;
            Optional<Projection.Search> search = tsne ? Optional.of(new Projection.Search(5, 0, 20)) : Optional.empty();
            int points = tsne ? 100 : TrainedRun.TEST_IMAGES;
            var what = new Projection.What(1, 1, ImageSplit.TEST, "h2", method, points, search);
            return tsne ? maps.tsne(what, Optional.empty()) : maps.pca(runs.get(1), what, Optional.empty());
        }

        Dream find(Dream dream) {
            return dreamParts.dreams().find(dream.id()).orElseThrow();
        }

        void awaitAll() throws InterruptedException {
            for (LiveJob job : worker.jobs()) {
                worker.await(job.id());
            }
        }

        void cancelAll() throws InterruptedException {
            List<LiveJob> jobs = worker.jobs();
            for (int i = jobs.size() - 1; i >= 0; i--) {
                worker.cancel(jobs.get(i).id());
            }
            for (LiveJob job : jobs) {
                worker.await(job.id());
            }
        }
    }

    Shift now;

    Bustle(Path home) throws InterruptedException {
        this.home = home;
        trained = new TrainedRun(home, (fixture, all) -> {
            now = shift(fixture, fixture.worker);
            Routes.queue(
                    all,
                    new QueuePages(fixture.worker, new JobRepository(fixture.database), Optional.empty(), () -> false));
            Routes.imagine(all, new ImaginePages(now.dreams(), now.dreamParts(), fixture.predictions));
        });
    }

    Shift shift(Worker worker) {
        return shift(trained, worker);
    }

    private Shift shift(TrainedRun run, Worker worker) {
        Clock clock = Clock.systemUTC();
        var training = new TrainingParts(
                run.runs, run.metrics, run.files, run.datasets::open, run.events, Optional.empty(), clock);
        var repository = new DreamRepository(run.database);
        var events = new DreamEvents(run.hub, repository);
        var dreamParts = new DreamParts(
                repository, new DreamFiles(new RunFolders(home)), run.archive, events, Optional.empty(), clock);
        var mapParts = new MapParts(
                run.archive,
                run.predictions,
                new ProjectionRepository(run.database),
                new MapFiles(new RunFolders(home)),
                new MapEvents(run.hub, new ProjectionRepository(run.database)),
                clock);
        return new Shift(
                worker,
                new Runs(training, worker, run.devices, "0.1.0"),
                new Dreams(dreamParts, worker, run.devices),
                dreamParts,
                new Maps(mapParts, worker),
                mapParts);
    }

    @Override
    public void close() {
        trained.close();
    }
}
