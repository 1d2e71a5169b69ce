package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.errors.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EventHubTest {
    /** Nothing that waits for the other side of a connection is done so soon, and what does not wait is on any machine. */
    private static final Duration HELD_UP = Duration.ofSeconds(10);

    /** What is kept, as a feature's database keeps it: event i has the id i. */
    private final List<Integer> kept = new CopyOnWriteArrayList<>();

    @Test
    void news_reaches_those_who_listen_to_its_topic() throws Exception {
        try (TestServer server = server(new EventHub());
                Reader reader = new Reader(server, "/events?run=1")) {
            server.events.publish("run 1", Event.kept("epoch", "1", List.of(1)));
            server.events.publish("run 2", Event.kept("epoch", "1", List.of(2)));
            server.events.publish("jobs", Event.passing("jobs", List.of()));

            assertThat(reader.next()).isEqualTo("id: 1|event: epoch|data: [1]");
            assertThat(reader.next()).isEqualTo("event: jobs|data: []");
            assertThat(reader.response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(reader.response.headers().firstValue("X-Accel-Buffering"))
                    .hasValue("no");
            assertThat(reader.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(reader.response.headers().firstValue("Content-Security-Policy"))
                    .isPresent();
        }
    }

    @Test
    void a_client_that_wants_no_stream_is_told_so() throws Exception {
        try (TestServer server = server(new EventHub())) {
            assertThat(server.get("/events?run=1").statusCode()).isEqualTo(406);
            assertThat(server.events.size()).isZero();
        }
    }

    @Test
    void an_error_while_catching_up_is_an_ordinary_answer() throws Exception {
        try (TestServer server = server(new EventHub())) {
            HttpResponse<String> answer =
                    server.get("/events?run=1&after=nonsense", "Accept", "text/event-stream, application/json");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(server.events.size()).isZero();
        }
    }

    @Test
    void a_stream_goes_on_after_the_last_event_that_was_seen() throws Exception {
        kept.addAll(List.of(1, 2, 3));
        try (TestServer server = server(new EventHub());
                Reader byHeader = new Reader(server, "/events?run=1", "Last-Event-ID", "2");
                Reader byQuery = new Reader(server, "/events?run=1&after=1");
                Reader fromStart = new Reader(server, "/events?run=1")) {
            assertThat(byHeader.next()).startsWith("id: 3|");
            assertThat(byQuery.next()).startsWith("id: 2|");
            assertThat(fromStart.next()).startsWith("id: 1|");
        }
    }

    @Test
    void catching_up_while_news_comes_leaves_no_gap_and_repeats_nothing() throws Exception {
        int total = 3000;
        try (TestServer server = server(new EventHub())) {
            Thread publisher = new Thread(() -> IntStream.rangeClosed(1, total).forEach(i -> {
                kept.add(i);
                server.events.publish("run 1", Event.kept("step", String.valueOf(i), i));
                pause(i % 10 == 0 ? 3 : 0);
            }));
            publisher.start();
            List<CompletableFuture<List<Integer>>> readers = IntStream.range(0, 8)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> {
                        pause(50L * number);
                        return readAll(server, total, number);
                    }))
                    .toList();

            for (CompletableFuture<List<Integer>> reader : readers) {
                assertThat(reader.get())
                        .isEqualTo(IntStream.rangeClosed(1, total).boxed().toList());
            }
            publisher.join();
        }
    }

    /** Reads to the end, leaving now and then and coming back with the last id. */
    private static List<Integer> readAll(TestServer server, int total, int number) {
        List<Integer> ids = new ArrayList<>();
        while (ids.size() < total) {
            String last = ids.isEmpty() ? "0" : String.valueOf(ids.get(ids.size() - 1));
            try (Reader reader = new Reader(server, "/events?run=1", "Last-Event-ID", last)) {
                for (int i = 0; i < 700 + 100 * number && ids.size() < total; i++) {
                    ids.add(Integer.valueOf(reader.next().replaceAll("id: (\\d+)\\|.*", "$1")));
                }
            } catch (IOException e) {
                continue; // Cut off, because it was behind: it comes back as a browser does.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return ids;
    }

    @Test
    void one_stream_tells_of_several_things_and_goes_on_with_each_where_it_was() throws Exception {
        kept.addAll(List.of(1, 2, 3));
        try (TestServer server = server(new EventHub());
                Reader reader = new Reader(server, "/events?jobs&run=1&run=2&run=1&after=,2,3,1")) {
            assertThat(reader.next()).isEqualTo("id: ,3,3,1|event: step 1|data: 3");
            assertThat(reader.next()).isEqualTo("id: ,3,3,2|event: step 3|data: 2");
            assertThat(reader.next()).isEqualTo("id: ,3,3,3|event: step 3|data: 3");
            server.events.publish("run 1", Event.kept("step", "4", 4));
            server.events.publish("run 2", Event.kept("step", "5", 5));
            server.events.publish("run 2", Event.passing("progress", 6));
            server.events.publish("jobs", Event.passing("jobs", 7));

            assertThat(reader.next()).isEqualTo("id: ,4,3,3|event: step 1|data: 4");
            assertThat(reader.next()).isEqualTo("id: ,4,3,4|event: step 3|data: 4");
            assertThat(reader.next()).isEqualTo("id: ,4,5,4|event: step 2|data: 5");
            assertThat(reader.next()).isEqualTo("event: progress 2|data: 6");
            assertThat(reader.next()).isEqualTo("event: jobs|data: 7");
        }
    }

    @Test
    void of_several_things_one_that_is_gone_does_not_keep_the_others_away() throws Exception {
        try (TestServer server = server(new EventHub());
                Reader reader = new Reader(server, "/events?jobs&run=99&run=1")) {
            assertThat(reader.next()).isEqualTo("event: refused 1|data: {\"reason\":\"There is no run 99.\"}");
            server.events.publish("run 1", Event.kept("step", "1", 1));

            assertThat(reader.next()).isEqualTo("id: ,,1|event: step 2|data: 1");
            assertThat(server.get("/events?run=99", "Accept", "text/event-stream")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(server.get(
                                    "/events?jobs" + "&run=1".repeat(200),
                                    "Accept",
                                    "text/event-stream, application/json")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_stalled_reader_holds_up_neither_the_publisher_nor_another_reader() throws Exception {
        String data = "x".repeat(20_000);
        int total = 2000;
        try (TestServer server = server(new EventHub());
                Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(4096);
            stalled.connect(new InetSocketAddress("127.0.0.1", server.server.port()));
            stalled.getOutputStream()
                    .write(("GET /events?run=1 HTTP/1.1\r\nHost: localhost:" + server.server.port()
                                    + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Reader healthy = new Reader(server, "/events?run=1");
            eventually(() -> server.events.size() == 2);

            long slowest = 0;
            for (int i = 1; i <= total; i++) {
                long start = System.nanoTime();
                server.events.publish("run 1", Event.kept("step", String.valueOf(i), data));
                slowest = Math.max(slowest, System.nanoTime() - start);
                assertThat(healthy.next()).startsWith("id: " + i + "|");
            }

            assertThat(Duration.ofNanos(slowest)).isLessThan(HELD_UP);
            eventually(() -> server.events.size() == 1);
            healthy.close();
        }
    }

    @Test
    void of_passing_events_that_wait_only_the_newest_of_a_type_is_sent() throws Exception {
        EventHub events = new EventHub();
        EventHub.History publishing = lastEventId -> {
            // These find the stream collecting, but not yet writing.
            events.publish("run 1", Event.passing("progress", 1));
            events.publish("run 1", Event.kept("step", "1", 1));
            events.publish("run 1", Event.passing("jobs", 1));
            IntStream.rangeClosed(2, 1000).forEach(i -> events.publish("run 1", Event.passing("progress", i)));
            return EventHub.Replay.none();
        };
        events.channel("run", run -> new EventHub.Feed(Set.of("run " + run), "/", publishing));
        try (TestServer server = new TestServer(events, routes -> {});
                Reader reader = new Reader(server, "/events?run=1")) {
            assertThat(reader.next()).isEqualTo("id: 1|event: step|data: 1");
            assertThat(reader.next()).isEqualTo("event: jobs|data: 1");
            assertThat(reader.next()).isEqualTo("event: progress|data: 1000");
        }
    }

    @Test
    void the_more_are_watching_the_more_news_come_together_and_none_is_lost() throws Exception {
        try (TestServer server = server(new EventHub(Duration.ofSeconds(5), 1_000));
                Reader reader = new Reader(server, "/events?run=1");
                Reader other = new Reader(server, "/events?run=1")) {
            server.events.publish("run 1", Event.kept("step", "1", 1));
            assertThat(reader.next()).isEqualTo("id: 1|event: step|data: 1");

            server.events.publish("run 1", Event.passing("progress", 1));
            server.events.publish("run 1", Event.kept("step", "2", 2));
            server.events.publish("run 1", Event.passing("progress", 2));

            for (Reader each : List.of(reader, other)) {
                String next = each.next();
                assertThat(next.equals("id: 1|event: step|data: 1") ? each.next() : next)
                        .isEqualTo("id: 2|event: step|data: 2");
                assertThat(each.next()).isEqualTo("event: progress|data: 2");
            }
        }
    }

    @Test
    void a_stream_without_news_outlives_the_server_s_patience_with_slow_bodies() throws Exception {
        try (TestServer server = server(new EventHub());
                Reader reader = new Reader(server, "/events?run=1")) {
            pause(7000);

            server.events.publish("jobs", Event.passing("jobs", 1));

            assertThat(reader.next()).isEqualTo("event: jobs|data: 1");
        }
    }

    @Test
    void a_browser_s_leaving_is_noticed_by_the_heartbeat() throws Exception {
        try (TestServer server = server(new EventHub(Duration.ofMillis(100), 0))) {
            Reader reader = new Reader(server, "/events?run=1");
            assertThat(reader.nextLines()).isEqualTo("event: heartbeat|data: {\"every_ms\":100}");

            reader.close();

            eventually(() -> server.events.size() == 0);
        }
    }

    @Test
    void streams_end_when_the_server_stops() throws Exception {
        TestServer server = server(new EventHub());
        Reader reader = new Reader(server, "/events?run=1");
        long start = System.nanoTime();

        server.close();

        assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
        assertThat(server.events.size()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HELD_UP);
    }

    private TestServer server(EventHub events) {
        events.always("jobs", new EventHub.Feed(Set.of("jobs"), "/", after -> EventHub.Replay.none()));
        events.channel("run", run -> {
            if (run > 9) {
                throw new UserError.NotFound("There is no run " + run + ".");
            }
            return new EventHub.Feed(Set.of("run " + run), "/", this::after);
        });
        return new TestServer(events, routes -> {});
    }

    private EventHub.Replay after(Optional<String> lastEventId) {
        int last;
        try {
            last = Integer.parseInt(lastEventId.orElse("0"));
        } catch (NumberFormatException e) {
            throw new UserError.InvalidInput("after", "after must be a number");
        }
        List<Integer> missed = kept.stream().filter(i -> i > last).toList();
        int newest = missed.isEmpty() ? last : missed.get(missed.size() - 1);
        return new EventHub.Replay(
                missed.stream()
                        .map(i -> Event.kept("step", String.valueOf(i), i))
                        .toList(),
                event -> event.id().map(id -> Integer.parseInt(id) <= newest).orElse(false));
    }

    private static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause(10);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a stream as a browser does; the lines of an event joined by bars. */
    private static final class Reader implements AutoCloseable {
        final HttpResponse<java.io.InputStream> response;
        final BufferedReader lines;

        Reader(TestServer server, String path, String... headers) throws IOException, InterruptedException {
            response = server.client.send(
                    server.request(path, headers)
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            assertThat(nextLines()).isEqualTo("retry: 2000");
        }

        String next() throws IOException {
            String text = nextLines();
            return text.startsWith("event: heartbeat") ? next() : text;
        }

        String nextLines() throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = lines.readLine(); ; line = lines.readLine()) {
                if (line == null) {
                    throw new IOException("the stream has ended");
                }
                if (line.isEmpty()) {
                    return text.toString();
                }
                text.append(text.isEmpty() ? "" : "|").append(line);
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
