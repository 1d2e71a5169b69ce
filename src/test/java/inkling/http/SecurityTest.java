package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTest {
    @AutoClose
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
                "localhost.evil.example:PORT",
                "127.0.0.1.evil.example",
                "inkling.test.evil:80",
                "10.0.0.1:PORT"
            })
    void it_does_not_answer_to_another_name(String host) throws IOException {
        assertThat(get(server.server, host))
                .startsWith("HTTP/1.1 421")
                .contains("Content-Security-Policy: default-src 'none'")
                .doesNotContain("here", "1.2.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:65535", "LOCALHOST."})
    void a_forwarded_port_may_be_any(String host) throws IOException {
        assertThat(get(server.server, host)).startsWith("HTTP/1.1 200");
    }

    @Test
    void whoever_asks_by_another_name_is_told_what_to_set() throws IOException {
        assertThat(get(server.server, "lab.example:8080"))
                .contains("does not know itself as lab.example:8080")
                .contains(
                        "--allowed-hosts inkling.test,lab.example, or INKLING_ALLOWED_HOSTS=inkling.test,lab.example.");
        assertThat(get(server.server, "la~b.example"))
                .contains("does not know itself as la?b.example.")
                .doesNotContain("--allowed-hosts");
    }

    @Test
    void a_form_through_a_proxy_that_hides_the_host_is_refused_with_what_to_set() throws Exception {
        String form = "application/x-www-form-urlencoded";
        String[] outside = {"Origin", "https://lab.example:8443", "Sec-Fetch-Site", "same-origin"};

        HttpResponse<String> answer = server.post("/", form, "", outside);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("the page is of lab.example:8443, the proxy asked for 127.0.0.1:" + server.server.port())
                .contains("proxy_set_header Host $http_host;", "--allowed-hosts inkling.test,lab.example,");
        assertThat(server.post("/", form, "", "Origin", "http://inkling.test", "X-Forwarded-For", "10.0.0.1")
                        .body())
                .contains("proxy_set_header Host $http_host;")
                .doesNotContain("--allowed-hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,cross-site",
        "http://evil.example,same-site",
        "http://localhost:3000,same-site",
        "http://evil.example,",
        "null,same-origin"
    })
    void another_site_s_form_is_never_taken_for_a_proxy_s(String origin, String site) throws Exception {
        HttpRequest.Builder form = server.request("/", "Origin", origin).POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> answer = server.send(site == null ? form : form.header("Sec-Fetch-Site", site));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Another site", "page sent this").doesNotContain("proxy");
    }

    @Test
    void a_server_for_every_address_answers_to_addresses_but_not_to_names() throws IOException {
        var settings = new WebServer.Settings("0.0.0.0", 0, List.of("Lab.example"), "test-web", Optional.empty());
        try (WebServer open = new WebServer(settings, SecurityTest::routes, new EventHub(), Map::of).start()) {
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

    @Test
    void the_read_only_address_answers_to_addresses_but_not_to_names_and_its_own_port_alone_decides() throws Exception {
        var settings = new WebServer.Settings("127.0.0.1", 0, List.of("lab.example"), "test-web", Optional.empty())
                .with(Optional.of(new ReadOnlyAddress("127.0.0.1", 0)));
        try (WebServer both = new WebServer(settings, SecurityTest::routes, new EventHub(), Map::of).start()) {
            int port = both.readOnlyAddress().orElseThrow().getPort();
            assertThat(ask(port, "GET", "192.168.1.7:" + port)).startsWith("HTTP/1.1 200");
            assertThat(ask(port, "GET", "lab.example")).startsWith("HTTP/1.1 200");
            assertThat(ask(port, "GET", "evil.example:" + port)).startsWith("HTTP/1.1 421");
            assertThat(ask(both.port(), "GET", "192.168.1.7:" + both.port())).startsWith("HTTP/1.1 421");

            assertThat(ask(port, "DELETE", "127.0.0.1:" + both.port())).startsWith("HTTP/1.1 403");
            assertThat(ask(both.port(), "DELETE", "127.0.0.1:" + port)).startsWith("HTTP/1.1 200");
        }
    }

    private static String get(WebServer server, String host) throws IOException {
        return ask(server.port(), "GET", host.replace("PORT", String.valueOf(server.port())));
    }

    private static String ask(int port, String method, String host) throws IOException {
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write((method + " / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes("US-ASCII"));
            return new String(socket.getInputStream().readAllBytes(), "UTF-8");
        }
    }
}
