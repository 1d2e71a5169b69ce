package inkling.sweeps;

import inkling.Routes;
import inkling.http.WebServer;
import inkling.network.Devices;
import inkling.runs.RunForm;
import inkling.runs.job.Laboratory;
import inkling.sweeps.pages.SweepFormPages;
import inkling.sweeps.pages.SweepPages;
import inkling.sweeps.space.SweepForm;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that sweeps need, for real: runs on a tiny data set, and a server of the pages and the API of sweeps. */
final class SweepLaboratory implements AutoCloseable {
    final Laboratory laboratory;
    final Sweeps sweeps;
    final SweepForm form;
    final WebServer server;

    private final HttpClient client = HttpClient.newHttpClient();

    SweepLaboratory(Path home) {
        laboratory = new Laboratory(home);
        sweeps = new Sweeps(
                new SweepRepository(laboratory.database),
                laboratory.runs,
                laboratory.metrics,
                laboratory.service,
                laboratory.events,
                new EarlierRuns(laboratory.database, new Devices()),
                Clock.systemUTC());
        form = new SweepForm(new RunForm(() -> List.of("cpu"), () -> 1, List::of), () -> 42);
        server = new WebServer(
                        WebServer.Settings.of("127.0.0.1", 0, List.of()),
                        all -> Routes.sweeps(
                                all,
                                new SweepFormPages(sweeps, form, laboratory.service),
                                new SweepPages(sweeps),
                                new SweepApi(sweeps, form)),
                        laboratory.hub,
                        () -> Map.of("jobs", laboratory.worker.state(), "version", "0.1.0", "home", ""))
                .start();
    }

    void awaitAll() throws InterruptedException {
        for (long run = 1; run <= laboratory.runs.newest(1).get(0).id(); run++) {
            laboratory.service.await(run);
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(path, "application/x-www-form-urlencoded", body);
    }

    HttpResponse<String> json(String path, String body) throws IOException, InterruptedException {
        return send(path, "application/json", body);
    }

    private HttpResponse<String> send(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    URI address(String path) {
        return URI.create(server.address() + path);
    }

    @Override
    public void close() {
        server.close();
        laboratory.close();
    }
}
