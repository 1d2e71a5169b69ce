package inkling.maps;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.Routes;
import inkling.archive.folders.RunFolders;
import inkling.inspect.TrainedRun;
import inkling.maps.job.MapEvents;
import inkling.maps.job.MapFiles;
import inkling.maps.job.MapParts;
import inkling.maps.job.Maps;
import inkling.maps.job.Projection;
import inkling.maps.job.ProjectionRepository;
import inkling.worker.LiveJob;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A small run whose maps are made with a server of their pages. */
final class MappedRun implements AutoCloseable {
    final TrainedRun trained;
    MapParts parts;
    Maps maps;

    MappedRun(Path home) throws InterruptedException {
        trained = new TrainedRun(home, (fixture, all) -> {
            parts = new MapParts(
                    fixture.archive,
                    fixture.predictions,
                    new ProjectionRepository(fixture.database),
                    new MapFiles(new RunFolders(home)),
                    new MapEvents(fixture.hub, new ProjectionRepository(fixture.database)),
                    Clock.systemUTC());
            maps = new Maps(parts, fixture.worker);
            Routes.maps(all, new MapPages(parts, maps));
        });
    }

    Projection make(String form) throws Exception {
        assertThat(post("/runs/1/maps", form).statusCode()).isEqualTo(303);
        awaitJobs();
        return newest(form);
    }

    void awaitJobs() throws InterruptedException {
        for (LiveJob job : trained.worker.jobs()) {
            trained.worker.await(job.id());
        }
    }

    void awaitSomethingToSee(Projection map) throws InterruptedException {
        while (!parts.files().exists(map)) {
            Thread.sleep(5);
        }
    }

    /** The newest map of the kind that a form asks for. */
    Projection newest(String form) {
        Map<String, String> fields = Arrays.stream(form.split("&"))
                .map(field -> field.split("="))
                .collect(Collectors.toMap(field -> field[0], field -> field[1]));
        return parts.repository().of(1).stream()
                .filter(map -> map.what().method().id().equals(fields.get("method")))
                .filter(map -> map.what().layer().equals(fields.get("layer")))
                .filter(map -> map.what().split().id().equals(fields.get("split")))
                .filter(map -> map.what().epoch() == Integer.parseInt(fields.get("epoch")))
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> post(String path, String form) throws Exception {
        HttpRequest request = trained.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return trained.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonObject json(String path) throws Exception {
        return JsonParser.parseString(trained.get(path).body()).getAsJsonObject();
    }

    @Override
    public void close() {
        trained.close();
    }
}
