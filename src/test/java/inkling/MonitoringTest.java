package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.http.Proxies;
import inkling.runs.job.TinyDataset;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says, read as Prometheus reads it. */
class MonitoringTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private URI address;

    /** By name and labels, as they are written. */
    private Map<String, Double> metrics() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address + "/metrics")));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return answer.body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void runs_steps_queue_streams_requests_memory_and_disk_are_measured() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        TinyDataset.write(data, 300, 60);
        Path home = folder.resolve("home");
        try (App app = new App(home)) {
            app.recover();
            address = app.serve(new Settings("127.0.0.1", 0, List.of(), Proxies.NONE, Optional.empty(), home));
            assertThat(metrics()).containsEntry("inkling_runs{status=\"finished\"}", 0.0);

            send(HttpRequest.newBuilder(URI.create(address + "/runs"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(SmallServer.RUN + data + "&epochs=3")));
            app.parts().worker.await(1);
            send(HttpRequest.newBuilder(URI.create(address + "/runs/99")));

            Map<String, Double> metrics = metrics();
            // 270 images are trained on, in batches of 30.
            assertThat(metrics).containsEntry("inkling_training_steps_total", 27.0);
            assertThat(metrics).containsEntry("inkling_runs{status=\"finished\"}", 1.0);
            assertThat(metrics).containsEntry("inkling_event_streams", 0.0);
            assertThat(metrics)
                    .containsEntry(
                            "inkling_http_requests_seconds_count{method=\"GET\",route=\"/runs/{id}\",status=\"404\"}",
                            1.0);
            assertThat(metrics.get("process_memory_resident_bytes")).isGreaterThan(100e6);
            assertThat(metrics.keySet()).anyMatch(name -> name.startsWith("disk_free_bytes{path="));
            assertThat(metrics.keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes{"));
        }
    }
}
