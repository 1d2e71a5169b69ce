package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {
    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(routes -> {});
    }

    @Test
    void own_files_may_be_kept_for_good_under_the_address_with_their_hash_only() throws Exception {
        String path = new Assets("test-web", Optional.empty()).path("app.css").replace("app.css", "");

        HttpResponse<String> css = server.get(path + "app.css");
        HttpResponse<String> module = server.get(path + "modules/one.js");
        HttpResponse<String> outdated = server.get("/static/0123456789ab/app.css");

        assertThat(css.body()).isEqualTo("body { color: CanvasText; }\n");
        assertThat(css.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(module.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(outdated.body()).isEqualTo(css.body());
        assertThat(outdated.headers().firstValue("Cache-Control")).hasValue("no-cache");
        String etag = css.headers().firstValue("ETag").orElseThrow();
        assertThat(server.get(path + "app.css", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void libraries_come_compressed_and_for_good() throws Exception {
        Assets assets = new Assets("test-web", Optional.empty());
        String path = assets.webjar("chart.js", "dist/chart.umd.min.js");

        HttpResponse<byte[]> packed = server.client.send(
                server.request(path, "Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
        String plain = server.get(path).body();

        assertThat(path).isEqualTo("/webjars/chart.js/4.5.1/dist/chart.umd.min.js");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(packed.body().length).isLessThan(plain.length() / 2);
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webjars/chart.js",
                "/webjars/chart.js/4.5.1",
                "/static/",
                "/static/..",
                "/static/modules",
                "/webjars/../../../inkling/version.properties",
                "/static/.hidden.js",
                "/static//app.css"
            })
    void nothing_but_files_is_served(String path) throws Exception {
        String answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 (404|400)");
    }

    @Test
    void an_unknown_file_or_library_is_a_defect_of_the_template() {
        Assets assets = new Assets("test-web", Optional.empty());

        assertThatThrownBy(() -> assets.path("none.css")).hasMessageContaining("none.css");
        assertThatThrownBy(() -> assets.webjar("none", "none.js")).hasMessageContaining("none");
        assertThatThrownBy(() -> assets.webjar("chart.js", "none.js")).hasMessageContaining("none.js");
    }
}
