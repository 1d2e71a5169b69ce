package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(SecurityTest::routes);
    }

    private static void routes(io.javalin.config.RoutesConfig routes) {
        routes.get("/", context -> context.result("here"));
        routes.post("/", context -> context.result("done"));
        routes.delete("/", context -> context.result("gone"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT", "inkling.test"})
    void it_answers_to_its_own_names(String host) throws IOException {
        assertThat(get(server.server, host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1",
                "127.0.0.1:1",
                "localhost.evil.example:PORT",
                "inkling.test.evil:80",
                "10.0.0.1:PORT"
            })
    void it_does_not_answer_to_another_name(String host) throws IOException {
        assertThat(get(server.server, host))
                .startsWith("HTTP/1.1 421")
                .contains("Content-Security-Policy: default-src 'none'")
                .doesNotContain("here");
    }

    @Test
    void a_server_for_every_address_answers_to_addresses_but_not_to_names() throws IOException {
        var settings = new WebServer.Settings("0.0.0.0", 0, List.of("Lab.example"), "test-web", Optional.empty());
        try (WebServer open = new WebServer(settings, List.of(SecurityTest::routes), new EventHub(), Map::of).start()) {
            assertThat(get(open, "192.168.1.7:8080")).startsWith("HTTP/1.1 200");
            assertThat(get(open, "[fe80::1]:PORT")).startsWith("HTTP/1.1 200");
            assertThat(get(open, "lab.example")).startsWith("HTTP/1.1 200");
            assertThat(get(open, "evil.example:PORT")).startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void a_form_of_another_site_is_refused() throws Exception {
        String form = "application/x-www-form-urlencoded";

        assertThat(server.post("/", form, "", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(server.post("/", form, "", "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(server.post("/", form, "", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(server.post("/", form, "", "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(server.send(server.request("/", "Origin", "https://evil.example")
                                .DELETE())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_form_of_our_own_page_is_taken_and_so_is_a_program_s() throws Exception {
        String form = "application/x-www-form-urlencoded";
        String origin = server.server.address().toString();

        assertThat(server.post("/", form, "", "Sec-Fetch-Site", "same-origin", "Origin", origin)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post("/", form, "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_method_named_in_a_header_is_not_looked_at() throws Exception {
        String header = "X-HTTP-Method-Override";

        assertThat(server.get("/", header, "DELETE", "Origin", "http://evil.example")
                        .body())
                .isEqualTo("here");
        assertThat(server.post("/", "text/plain", "", header, "GET", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.post("/", "text/plain", "", header, "DELETE").body()).isEqualTo("done");
    }

    @Test
    void a_link_from_another_site_is_followed() throws Exception {
        assertThat(server.get("/", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(200);
    }

    private static String get(WebServer server, String host) throws IOException {
        try (var socket = new java.net.Socket("127.0.0.1", server.port())) {
            String named = host.replace("PORT", String.valueOf(server.port()));
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + named + "\r\nConnection: close\r\n\r\n").getBytes("US-ASCII"));
            return new String(socket.getInputStream().readAllBytes(), "UTF-8");
        }
    }
}
