package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.errors.UserError;
import io.javalin.config.RoutesConfig;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
    record Person(String name, int age, Optional<String> home) {}

    private record Friend(Person person, int years) {}

    private record Score(double topTwo, Optional<String> note) {}

    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(routes -> {
            routes.get(
                    "/greeting",
                    context -> context.render(
                            "greeting.html",
                            Map.of(
                                    "person",
                                    new Person("Ada <3", 36, Optional.empty()),
                                    "json",
                                    Json.write(Map.of("text", "</script>")))));
            routes.get("/api/person", context -> context.json(new Person("Ada", 36, Optional.of("London"))));
            routes.get(
                    "/data",
                    context -> context.render("data.html", Map.of("score", new Score(0.99, Optional.empty()))));
            routes.get(
                    "/friend",
                    context -> context.render(
                            "data.html",
                            Map.of("friend", new Friend(new Person("Ada", 36, Optional.of("London")), 3), "score", 0)));
            routes.get("/long", context -> context.html("word ".repeat(2000)));
            routes.get("/missing", context -> {
                throw new UserError.NotFound("There is no run 12.");
            });
            routes.get("/api/wrong", context -> {
                throw new UserError.InvalidInput(Map.of("epochs", "epochs must be at least 1"));
            });
            routes.get("/conflict", context -> {
                throw new UserError.Conflict("Run 12 has ended.");
            });
            routes.get("/busy", context -> {
                throw new UserError.Busy("Later.");
            });
            routes.get("/defect", context -> {
                throw new IllegalStateException("a secret");
            });
            routes.get("/error", context -> {
                throw new StackOverflowError("a secret");
            });
            routes.post("/api/echo", context -> context.json(FormInput.body(context)));
        });
    }

    /** Thymeleaf would write it as Jackson does where the tests bring Jackson along, and not at all in the program. */
    @Test
    void data_in_a_page_s_script_reads_as_it_does_from_the_api() throws Exception {
        assertThat(server.get("/data").body())
                .contains("<script type=\"application/json\">{\"top_two\":0.99,\"note\":null}</script>");
    }

    @Test
    void what_a_view_does_not_say_itself_is_read_of_what_it_views() throws Exception {
        assertThat(server.get("/friend").body()).contains("Ada from London, 3 years");
    }

    @Test
    void a_page_is_rendered_with_its_own_model_and_every_page_s() throws Exception {
        HttpResponse<String> page = server.get("/greeting");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.body())
                .contains("<title>Ada &lt;3</title>", "<p>36</p>", "<p>nowhere</p>", "1.2.3", "href=\"/page?epoch=4\"")
                .contains("{\"text\":\"\\u003c/script\\u003e\"}")
                .containsPattern("href=\"/static/[0-9a-f]{12}/app.css\"");
        assertThat(page.headers().map()).doesNotContainKey("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/greeting",
                "/api/person",
                "/missing",
                "/nothing",
                "/api/nothing",
                "/defect",
                "/error",
                "/api/wrong",
                "/static/app.css",
                "/static/none.css",
                "/webjars/none.js",
                "/%2e%2e/",
                "/busy"
            })
    void every_answer_carries_the_security_headers(String path) throws Exception {
        var headers = server.get(path).headers();

        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @Test
    void what_jetty_itself_refuses_looks_like_every_other_error() throws Exception {
        String answer = server.raw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Security-Policy: default-src 'none'", "<h1>");
        assertThat(answer).doesNotContain("Jetty", "org.eclipse");
    }

    @Test
    void an_ambiguous_path_is_refused() throws Exception {
        String answer = server.raw("GET /static/..%2f..%2fapp.css HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Security-Policy: default-src 'none'");
    }

    @Test
    void a_missing_page_is_a_page_for_people_and_a_problem_for_programs() throws Exception {
        HttpResponse<String> page = server.get("/nothing", "Accept", "text/html");
        HttpResponse<String> problem = server.get("/api/nothing");
        HttpResponse<String> asked = server.get("/missing", "Accept", "application/json");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<h1>404 Not found</h1>", "There is nothing at this address.");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(asked.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,"
                        + "\"detail\":\"There is no run 12.\"}");
    }

    @Test
    void each_user_error_has_its_status() throws Exception {
        assertThat(server.get("/missing").statusCode()).isEqualTo(404);
        assertThat(server.get("/conflict").statusCode()).isEqualTo(409);
        assertThat(server.get("/busy").statusCode()).isEqualTo(503);
        HttpResponse<String> wrong = server.get("/api/wrong");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("\"errors\":{\"epochs\":\"epochs must be at least 1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/defect", "/error"})
    void a_defect_shows_nothing_of_itself(String path) throws Exception {
        HttpResponse<String> page = server.get(path);

        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).contains("Something went wrong").doesNotContain("secret", "java.");
    }

    @Test
    void a_wrong_method_is_named_with_the_right_ones() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/echo").GET());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    }

    @Test
    void long_pages_are_compressed_and_known_again() throws Exception {
        HttpResponse<byte[]> page = server.client.send(
                server.request("/long", "Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
        String etag = page.headers().firstValue("ETag").orElseThrow();

        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(server.get("/long", "If-None-Match", etag).statusCode()).isEqualTo(304);
    }

    @Test
    void while_developing_pages_and_files_are_read_anew(@TempDir Path web) throws Exception {
        Files.createDirectories(web.resolve("templates"));
        Files.createDirectories(web.resolve("static"));
        var settings = new WebServer.Settings("127.0.0.1", 0, List.of(), "none", Optional.of(web));
        Consumer<RoutesConfig> page = routes -> routes.get("/page", context -> context.render("page.html"));
        try (WebServer fresh = new WebServer(settings, page, new EventHub(), Map::of).start()) {
            for (String text : List.of("first", "second")) {
                Files.writeString(web.resolve("static/app.css"), text);
                Files.writeString(
                        web.resolve("templates/page.html"), "<p th:text=\"${assets.path('app.css')}\">x</p>" + text);
                var pages = HttpRequest.newBuilder(URI.create(fresh.address() + "/page"));
                var files = HttpRequest.newBuilder(URI.create(fresh.address() + "/static/app.css"));

                assertThat(server.send(pages).body()).isEqualTo("<p>/static/app.css</p>" + text);
                assertThat(server.send(files).body()).isEqualTo(text);
                assertThat(server.send(files).headers().firstValue("Cache-Control"))
                        .hasValue("no-cache");
            }
        }
    }

    @Test
    void without_an_error_template_there_is_still_an_error_page() throws Exception {
        var settings = new WebServer.Settings("127.0.0.1", 0, List.of(), "none", Optional.empty());
        try (WebServer bare = new WebServer(settings, routes -> {}, new EventHub(), Map::of).start()) {
            HttpResponse<String> answer = server.send(HttpRequest.newBuilder(URI.create(bare.address() + "/nothing")));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("<h1>Not found</h1>");
        }
    }

    @Test
    void a_port_in_use_is_a_sentence() {
        var settings =
                new WebServer.Settings("127.0.0.1", server.server.port(), List.of(), "test-web", Optional.empty());
        WebServer second = new WebServer(settings, routes -> {}, new EventHub(), Map::of);

        assertThatThrownBy(second::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("choose another one with --port");
    }
}
