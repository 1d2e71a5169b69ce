package inkling.compare.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.archive.runs.RunLife;
import inkling.archive.runs.RunRequest;
import inkling.compare.views.confusion.ConfusionsPage;
import inkling.compare.views.images.ImagesPage;
import inkling.compare.views.maps.MapsPage;
import inkling.compare.views.weights.UnitsPage;
import inkling.dataset.DatasetKind;
import inkling.dataset.idx.IdxBytes;
import inkling.inspect.TrainedRun;
import inkling.maps.MapPages;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.ProjectionRepository;
import inkling.network.Architecture;
import inkling.training.Chosen;
import inkling.training.Setting;
import inkling.weights.ActivityStore;
import inkling.weights.HistogramPage;
import inkling.weights.LayerStore;
import inkling.weights.UnitPage;
import inkling.weights.WeightPages;
import inkling.weights.features.FeaturePage;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Small real runs to compare, with a server of the views that look inside them. */
final class ComparedRunsFixture implements AutoCloseable {
    final TrainedRun trained;
    MapParts parts;
    private LayerStore layers;
    final Background background = new Background();

    /** Another seed, wider layers, one epoch less than {@link TrainedRun#run}. */
    final Run other;

    ComparedRunsFixture(Path home) throws InterruptedException {
        trained = new TrainedRun(home, (fixture, all) -> addRoutes(all, fixture, home));
        other = train(request(DatasetKind.BUILTIN, Optional.empty(), List.of(40, 12), 2, 0.1));
    }

    private void addRoutes(RoutesConfig all, TrainedRun fixture, Path home) {
        parts = new MapParts(
                fixture.archive,
                fixture.predictions,
                new ProjectionRepository(fixture.database),
                new MapFiles(new RunFolders(home)),
                new MapEvents(fixture.hub, new ProjectionRepository(fixture.database)),
                Clock.systemUTC());
        Maps maps = new Maps(parts, fixture.worker);
        Routes.compareInside(
                all,
                new ConfusionsPage(fixture.archive, fixture.predictions, background),
                new ImagesPage(fixture.archive, fixture.predictions, background),
                new UnitsPage(fixture.archive, background),
                new MapsPage(parts, maps, background));
        Routes.maps(all, new MapPages(parts, maps));
        layers = new LayerStore(fixture.archive);
        Routes.weights(
                all,
                new WeightPages(fixture.archive),
                new HistogramPage(fixture.archive, layers),
                new UnitPage(fixture.archive, new ActivityStore(fixture.archive, fixture.predictions, background)),
                new FeaturePage(fixture.archive));
    }

    private static RunRequest request(
            DatasetKind kind, Optional<String> folder, List<Integer> hidden, int epochs, double validationShare) {
        var hyperparameters = Chosen.of("lr=0.002 batch_size=32 augment=false seed=11")
                .with(Setting.EPOCHS, epochs)
                .with(Setting.ARCH, Architecture.perceptron(hidden))
                .with(Setting.VALIDATION_SHARE, validationShare);
        return new RunRequest("Wider", kind, folder, hyperparameters, "cpu");
    }

    /** A run of three images that somebody brought, and two to test. */
    Run ofOtherImages(Path folder) throws IOException, InterruptedException {
        return train(
                request(DatasetKind.IDX, Optional.of(IdxBytes.folder(folder).toString()), List.of(8, 8), 1, 0.34));
    }

    /** A run that nobody has started. */
    Run waiting() {
        return new RunLife(trained.database)
                .create(
                        request(DatasetKind.BUILTIN, Optional.empty(), List.of(8, 8), 1, 0.1),
                        "0.1.0",
                        Clock.systemUTC().instant());
    }

    private Run train(RunRequest request) throws InterruptedException {
        long id = trained.service.start(request).id();
        trained.service.await(id);
        return trained.service.get(id);
    }

    /** The page as it is once everything is worked out. */
    String settled(String path) throws Exception {
        while (true) {
            String body = get(path).body();
            if (!body.contains("data-live-again")) {
                return body;
            }
        }
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return trained.client.send(
                trained.request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return trained.get(path);
    }

    JsonObject json(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    @Override
    public void close() {
        trained.close();
        layers.close();
        background.close();
    }
}
