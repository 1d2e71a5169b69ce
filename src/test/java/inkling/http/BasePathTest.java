package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {
    record Answer(String url, String pointsUrl, String picture, String note) {}

    private static final Answer ANSWER =
            new Answer("/runs/1", "/points.bin", "data:image/png;base64,", "\"url\":\"/runs/1\"");
    private static final String BELOW =
            "{\"url\":\"/inkling/runs/1\",\"points_url\":\"/inkling/points.bin\",\"picture\":\"data:image/png;base64,\","
                    + "\"note\":\"\\\"url\\\":\\\"/runs/1\\\"\"}";

    private static void routes(RoutesConfig routes) {
        routes.get("/", context -> context.result("the first page"));
        routes.get("/page", context -> context.render("addresses.html", Map.of("data", ANSWER, "typed", "/home/ada")));
        routes.get("/elsewhere", context -> context.redirect("/page?a=/b"));
        routes.get("/api/answer", context -> context.json(ANSWER));
        routes.get("/path", context -> context.result(context.path() + "?" + context.queryString()));
    }

    private static TestServer server(String base, String... trusted) {
        return new TestServer(new Proxies(BasePath.of(base), List.of(trusted)), new EventHub(), BasePathTest::routes);
    }

    @Test
    void every_address_of_an_answer_stands_below_the_path() throws Exception {
        try (TestServer server = server("/inkling")) {
            assertThat(server.get("/inkling/page").body())
                    .contains("<html lang=\"en\" data-base=\"/inkling\">")
                    .contains("<a href=\"/inkling/runs/new\">", "<a href=\"/inkling/page?epoch=4\">")
                    .contains("<a href=\"#content\">", "<a href=\"https://example.org/\">")
                    .contains(
                            "<img src=\"/inkling/runs/1\">",
                            "<form action=\"/inkling/runs\" hx-post=\"/inkling/runs\">")
                    .contains("<input value=\"/home/ada\" title=\"/home/ada\">")
                    .contains("href=\"/inkling/static/")
                    .contains("<script type=\"application/json\">" + BELOW + "</script>");
            assertThat(server.get("/inkling/api/answer").body()).isEqualTo(BELOW);
            assertThat(server.get("/inkling/elsewhere").headers().firstValue("Location"))
                    .hasValue("/inkling/page?a=/b");
        }
    }

    @Test
    void without_a_path_every_address_is_as_it_was_made() throws Exception {
        try (TestServer server = server("/")) {
            assertThat(server.get("/page").body()).contains("<html lang=\"en\">", "<a href=\"/runs/new\">");
            assertThat(server.get("/api/answer").body()).contains("\"url\":\"/runs/1\"");
            assertThat(server.get("/elsewhere").headers().firstValue("Location"))
                    .hasValue("/page?a=/b");
        }
    }

    @Test
    void a_proxy_may_take_the_path_off_or_leave_it() throws Exception {
        try (TestServer server = server("inkling/")) {
            assertThat(server.server.address().getPath()).isEqualTo("/inkling");
            assertThat(server.get("/inkling").body()).isEqualTo("the first page");
            assertThat(server.get("/inkling/").body()).isEqualTo("the first page");
            assertThat(server.get("/").body()).isEqualTo("the first page");
            assertThat(server.get("/inkling/path?a=%2Fb").body()).isEqualTo("/path?a=%2Fb");
            assertThat(server.get("/path?a=b").body()).isEqualTo("/path?a=b");
            assertThat(server.get("/inklings/path").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void events_say_it_as_well() throws Exception {
        EventHub hub = new EventHub();
        Predicate<Event> none = event -> false;
        var replay = new EventHub.Replay(List.of(Event.kept("status", "1", ANSWER)), none);
        hub.channel("thing", thing -> new EventHub.Feed(Set.of("topic"), "/", id -> replay));
        try (TestServer server = new TestServer(new Proxies(BasePath.of("/inkling"), List.of()), hub, routes -> {})) {
            var lines = server.client.send(
                    server.request("/inkling/events?thing=1", "Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());

            assertThat(lines.body()
                            .dropWhile(line -> !line.equals("event: status"))
                            .skip(1)
                            .findFirst())
                    .hasValue("data: " + BELOW);
        }
    }

    @Test
    void a_trusted_proxy_says_which_path_it_is_and_nobody_else_does() throws Exception {
        String[] says = {"X-Forwarded-Prefix", "/lab/inkling/"};
        try (TestServer trusting = server("/", "10.0.0.0/8", "127.0.0.1");
                TestServer wary = server("/", "10.0.0.0/8")) {
            assertThat(trusting.get("/elsewhere", says).headers().firstValue("Location"))
                    .hasValue("/lab/inkling/page?a=/b");
            assertThat(trusting.get("/elsewhere").headers().firstValue("Location"))
                    .hasValue("/page?a=/b");
            assertThat(wary.get("/elsewhere", says).headers().firstValue("Location"))
                    .hasValue("/page?a=/b");
            assertThat(trusting.get("/elsewhere", "X-Forwarded-Prefix", "//evil.example")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/a/../b", "/a b", "/\"><script>", "/a?b", "https://evil.example"})
    void what_is_no_path_is_refused(String text) {
        assertThatThrownBy(() -> BasePath.of(text))
                .hasMessage("must be a path such as /inkling, was " + (text.startsWith("/") ? "" : "/") + text);
    }

    @ParameterizedTest
    @CsvSource({"inkling,/inkling", "/inkling/,/inkling", "/,''", "/user/a%40b/proxy/7070,/user/a%40b/proxy/7070"})
    void a_path_may_be_written_in_several_ways(String text, String path) {
        assertThat(BasePath.of(text).path()).isEqualTo(path);
    }

    @Test
    void what_is_no_proxy_s_address_is_refused() {
        assertThatThrownBy(() -> new Proxies(BasePath.NONE, List.of("nginx example")))
                .hasMessageContaining("must be addresses such as 127.0.0.1 or 172.16.0.0/12");
    }
}
