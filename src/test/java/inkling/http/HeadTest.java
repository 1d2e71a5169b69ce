package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.errors.UserError;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {
    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        EventHub hub = new EventHub();
        hub.channel(
                "thing",
                thing -> new EventHub.Feed(Set.of("topic"), "/", id -> {
                    if (id.equals(Optional.of("bad"))) {
                        throw new UserError.InvalidInput("after", "after must be a number");
                    }
                    return EventHub.Replay.none();
                }));
        server = new TestServer(hub, routes -> {
            routes.get("/short", context -> context.result("short"));
            routes.get("/long", context -> context.html("word ".repeat(20_000)));
            routes.get("/file", context -> context.result(new ByteArrayInputStream(new byte[100_000])));
            routes.get("/elsewhere", context -> context.redirect("/short"));
            routes.get("/api/value", context -> context.json(Map.of("a", 1)));
            routes.get("/wrong", context -> {
                throw new UserError.InvalidInput("epoch", "epoch must be a number");
            });
            routes.post("/send", context -> context.result("sent"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/short",
                "/long",
                "/file",
                "/elsewhere",
                "/api/value",
                "/wrong",
                "/nothing",
                "/api/nothing",
                "/send",
                "/events",
                "/events?thing=1&after=bad",
                "/static/app.css",
                "/static/none.css",
                "/webjars/chart.js/4.5.1/dist/chart.umd.min.js",
                "/%2e%2e/"
            })
    void head_answers_like_get_without_a_body(String path) throws Exception {
        for (String[] headers : new String[][] {{"Accept", "*/*"}, {"Accept-Encoding", "gzip"}}) {
            HttpResponse<byte[]> get = send(server.request(path, headers).GET());
            HttpResponse<byte[]> head =
                    send(server.request(path, headers).method("HEAD", HttpRequest.BodyPublishers.noBody()));

            assertThat(head.statusCode()).isEqualTo(get.statusCode());
            assertThat(comparable(head)).isEqualTo(comparable(get));
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void head_of_a_stream_begins_none() throws Exception {
        String[] accept = {"Accept", "text/event-stream"};

        HttpResponse<byte[]> head =
                send(server.request("/events", accept).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(server.events.size()).isZero();
        var get = server.client.send(
                server.request("/events", accept).build(), HttpResponse.BodyHandlers.ofInputStream());
        get.body().close();
        assertThat(comparable(head)).isEqualTo(comparable(get));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return server.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Map<String, List<String>> comparable(HttpResponse<?> response) {
        Map<String, List<String>> headers =
                new LinkedHashMap<>(response.headers().map());
        headers.remove("date");
        return headers;
    }
}
