package inkling.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.archive.Background;
import inkling.archive.NearestImages;
import inkling.archive.folders.RunFolders;
import inkling.archive.runs.Run;
import inkling.inspect.CalibrationPage;
import inkling.inspect.ConfusionPage;
import inkling.inspect.ImagePage;
import inkling.inspect.MistakesPage;
import inkling.inspect.TrainedRun;
import inkling.studies.Studies;
import inkling.studies.StudyPages;
import inkling.worker.LiveJob;
import io.javalin.config.RoutesConfig;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A small run with a server of the pages that say what is wrong with its data. */
final class DoctoredRun implements AutoCloseable {
    final TrainedRun trained;
    private final Background background = new Background();

    DoctoredRun(Path home) throws InterruptedException {
        trained = new TrainedRun(home, (run, all) -> routes(run, all, home));
    }

    /** Of few images and a single epoch. */
    static DoctoredRun ofOneEpoch(Path home) throws InterruptedException {
        return new DoctoredRun(home, 1);
    }

    private DoctoredRun(Path home, int epochs) throws InterruptedException {
        trained = new TrainedRun(home, 200, List.of(8), epochs, (run, all) -> routes(run, all, home));
    }

    private void routes(TrainedRun run, RoutesConfig all, Path home) {
        var studies = new Studies(
                run.archive,
                run.database,
                new RunFolders(home),
                run.worker,
                run.devices,
                Optional.empty(),
                run.hub,
                Clock.systemUTC());
        var dynamics = new DynamicsStudy(run.archive, run.predictions);
        var labels = new LabelStudy(run.archive, run.devices);
        var duplicates = new DuplicatesStudy(run.archive);
        List.of(dynamics, labels, duplicates).forEach(studies::add);
        Routes.studies(all, new StudyPages(run.archive, studies));
        Routes.doctor(
                all, new DataDoctor(run.archive, studies, dynamics, labels, duplicates, run.versions, run.service));
        Routes.inspect(
                all,
                new ConfusionPage(run.archive, run.predictions),
                new MistakesPage(run.archive, run.predictions),
                new CalibrationPage(run.archive, run.predictions),
                new ImagePage(
                        run.archive,
                        run.predictions,
                        new NearestImages(run.archive, run.predictions),
                        run.versions,
                        background));
    }

    HttpResponse<String> ask(Run run, String study) throws Exception {
        HttpRequest request = trained.request("/api" + run.url() + "/studies/" + study)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return trained.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Asks for a study and waits for its end. */
    void study(Run run, String study) throws Exception {
        assertThat(ask(run, study).statusCode()).isEqualTo(202);
        for (LiveJob job : trained.worker.jobs()) {
            trained.worker.await(job.id());
        }
    }

    JsonObject json(String path) throws Exception {
        return JsonParser.parseString(trained.get(path).body()).getAsJsonObject();
    }

    @Override
    public void close() {
        trained.close();
        background.close();
    }
}
