package inkling.runs.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import inkling.archive.metrics.Cursor;
import inkling.archive.metrics.RunSnapshot;
import inkling.archive.metrics.StepWindow;
import inkling.training.EpochMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunEventsTest {
    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    @AutoClose
    private Laboratory laboratory;

    @BeforeEach
    void open() {
        laboratory = new Laboratory(home);
    }

    @Test
    void a_stream_that_is_there_from_the_start_tells_everything_once() throws Exception {
        long id = laboratory.service.start(Laboratory.request(5)).id();

        Watcher watcher = new Watcher(id, "");
        watcher.watchUntilEnded();

        assertThat(watcher.steps)
                .isEqualTo(LongStream.rangeClosed(1, 5 * 63).boxed().toList());
        assertThat(watcher.epochs)
                .isEqualTo(LongStream.rangeClosed(1, 5).boxed().toList());
        assertThat(watcher.statuses).endsWith("finished").doesNotContain("failed");
        assertThat(watcher.cursor)
                .isEqualTo(
                        laboratory.metrics.snapshot(id).orElseThrow().cursor().toString());
    }

    @Test
    void streams_that_come_and_go_while_a_run_is_going_have_no_gap_and_no_duplicate() throws Exception {
        long id = laboratory.service.start(Laboratory.request(10)).id();
        Watcher all = new Watcher(id, "");

        for (int visit = 0; !all.ended; visit++) {
            Watcher next = new Watcher(id, all.cursor);
            next.watch(3 + visit % 5);
            all.goOnWith(next);
        }

        assertThat(all.steps)
                .isEqualTo(LongStream.rangeClosed(1, 10 * 63).boxed().toList());
        assertThat(all.epochs).isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void a_page_and_its_stream_meet_where_the_page_was_drawn() throws Exception {
        long id = laboratory.service.start(Laboratory.request(10)).id();
        while (laboratory.metrics.epochs(id).size() < 1) {
            Thread.sleep(5);
        }

        RunSnapshot page = laboratory.metrics.snapshot(id).orElseThrow();
        Watcher watcher = new Watcher(id, page.cursor().toString());
        watcher.watchUntilEnded();

        List<Long> steps =
                new ArrayList<>(page.steps().stream().map(StepWindow::step).toList());
        steps.addAll(watcher.steps);
        List<Long> epochs = new ArrayList<>(page.epochs().stream()
                .map(EpochMetrics::epoch)
                .map(Long::valueOf)
                .toList());
        epochs.addAll(watcher.epochs);
        assertThat(steps).isEqualTo(LongStream.rangeClosed(1, 10 * 63).boxed().toList());
        assertThat(epochs).isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
    }

    @Test
    void a_stream_that_is_open_while_its_run_goes_on_tells_the_rest_once() throws Exception {
        long id = laboratory.service.start(Laboratory.request(20)).id();
        Watcher watcher = new Watcher(id, "");
        watcher.watch(5);
        laboratory.service.cancel(id);
        laboratory.service.await(id);
        Watcher stopped = new Watcher(id, watcher.cursor);
        stopped.watchUntilEnded();
        watcher.goOnWith(stopped);

        CompletableFuture.runAsync(
                () -> laboratory.service.resume(id), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
        Watcher resumed = new Watcher(id, watcher.cursor);
        resumed.watchUntilEnded();
        watcher.goOnWith(resumed);

        assertThat(watcher.statuses).containsSubsequence("running", "cancelled", "queued", "running", "finished");
        assertThat(watcher.steps)
                .isEqualTo(LongStream.rangeClosed(1, 20 * 63).boxed().toList());
        assertThat(watcher.epochs)
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void an_ended_run_is_replayed_whole_and_nothing_of_it_to_who_has_seen_it() throws Exception {
        long id = laboratory.train(Laboratory.request(2)).id();
        Cursor end = laboratory.metrics.snapshot(id).orElseThrow().cursor();

        Watcher late = new Watcher(id, "");
        late.watchUntilEnded();
        Watcher nothing = new Watcher(id, end.toString());
        nothing.watch(1);

        assertThat(late.steps).hasSize(126);
        assertThat(late.last.get("test").getAsJsonObject().get("accuracy").getAsDouble())
                .isEqualTo(laboratory.service.get(id).test().orElseThrow().accuracy());
        assertThat(nothing.types).containsExactly("jobs");
    }

    @Test
    void progress_counts_up_and_says_how_long_it_takes() throws Exception {
        long id = laboratory.service.start(Laboratory.request(60)).id();

        Watcher watcher = new Watcher(id, "");
        watcher.watchUntilEnded();

        assertThat(watcher.progress).isNotEmpty();
        assertThat(watcher.progress.stream().map(each -> each.get("share").getAsDouble()))
                .isSorted()
                .allMatch(share -> share >= 0 && share <= 1);
        JsonObject training = watcher.progress.stream()
                .filter(each -> each.get("phase").getAsString().equals("training"))
                .filter(each -> each.get("step").getAsInt() > 0)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(training.get("epochs").getAsInt()).isEqualTo(60);
        assertThat(training.get("steps").getAsInt()).isEqualTo(63);
        assertThat(training.get("images_per_second").getAsDouble()).isPositive();
        assertThat(training.get("seconds_left").getAsDouble()).isNotNegative();
        assertThat(training.get("loss").getAsDouble()).isPositive();
        assertThat(training.get("activity").getAsString()).startsWith("Epoch ").contains(" of 60, step ");
    }

    @Test
    void a_browser_that_has_stalled_does_not_slow_training() throws Exception {
        long unwatched = laboratory.train(Laboratory.request(5)).id();
        unwatched = laboratory.train(Laboratory.request(5)).id();
        long watched = laboratory.service.start(Laboratory.request(5)).id();

        try (Socket stalled =
                new Socket("127.0.0.1", laboratory.server.address().getPort())) {
            stalled.setReceiveBufferSize(1);
            stalled.getOutputStream()
                    .write(("GET /events?run=" + watched + " HTTP/1.1\r\nHost: 127.0.0.1:"
                                    + laboratory.server.address().getPort()
                                    + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            laboratory.service.await(watched);
        }

        assertThat(laboratory.service.get(watched).took().orElseThrow())
                .isLessThan(laboratory
                        .service
                        .get(unwatched)
                        .took()
                        .orElseThrow()
                        .multipliedBy(3)
                        .plusSeconds(2));
    }

    @Test
    void what_is_asked_wrongly_is_refused() throws Exception {
        assertThat(status("/events?run=99")).isEqualTo(404);
        assertThat(status("/events?run=first")).isEqualTo(400);
        long id = laboratory.train(Laboratory.request(1)).id();
        assertThat(status("/events?run=" + id + "&after=yesterday")).isEqualTo(400);
    }

    private int status(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(laboratory.server.address().resolve(path))
                .header("Accept", "text/event-stream")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** What one browser heard. */
    private final class Watcher {
        private final URI address;
        private final List<String> types = new ArrayList<>();
        private final List<Long> steps = new ArrayList<>();
        private final List<Long> epochs = new ArrayList<>();
        private final List<String> statuses = new ArrayList<>();
        private final List<JsonObject> progress = new ArrayList<>();
        private JsonObject last = new JsonObject();
        private String cursor;
        private boolean ended;

        Watcher(long run, String after) {
            this.address = laboratory.server.address().resolve("/events?run=" + run);
            this.cursor = after;
        }

        void watchUntilEnded() throws Exception {
            watch(Integer.MAX_VALUE);
        }

        void watch(int events) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", cursor)
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (int heard = 0; heard < events && !ended; ) {
                    heard += hear(reader) ? 1 : 0;
                }
            }
        }

        private boolean hear(BufferedReader reader) throws IOException {
            String type = "";
            String id = "";
            String data = "";
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                type = line.startsWith("event: ") ? line.substring(7) : type;
                id = line.startsWith("id: ") ? line.substring(4) : id;
                data = line.startsWith("data: ") ? line.substring(6) : data;
            }
            if (type.isEmpty() || type.equals("heartbeat")) {
                return false;
            }
            types.add(type);
            cursor = id.isEmpty() ? cursor : id;
            take(type, JsonParser.parseString(data).getAsJsonObject());
            return true;
        }

        private void take(String type, JsonObject data) {
            switch (type) {
                case "steps" -> {
                    for (JsonElement step : data.getAsJsonArray("steps")) {
                        steps.add(step.getAsJsonObject().get("step").getAsLong());
                    }
                }
                case "epoch" -> epochs.add(data.get("epoch").getAsLong());
                case "status" -> {
                    statuses.add(data.get("status").getAsString());
                    last = data;
                    ended = List.of("finished", "failed", "cancelled").contains(statuses.get(statuses.size() - 1));
                }
                case "progress" -> progress.add(data);
                default -> assertThat(type).isEqualTo("jobs");
            }
        }

        void goOnWith(Watcher next) {
            steps.addAll(next.steps);
            epochs.addAll(next.epochs);
            statuses.addAll(next.statuses);
            cursor = next.cursor;
            ended = next.ended;
        }
    }
}
