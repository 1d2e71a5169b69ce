package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormInputTest {
    @AutoClose
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(routes -> {
            routes.post("/api/echo", context -> context.json(FormInput.body(context)));
            routes.post("/api/echo-if-any", context -> context.json(FormInput.bodyIfAny(context)));
            routes.post(
                    "/upload",
                    context -> context.result(
                            String.valueOf(context.uploadedFiles("picture").size())));
        });
    }

    @Test
    void bodies_that_cannot_be_taken_are_refused_each_in_its_way() throws Exception {
        assertThat(server.post("/api/echo", "text/plain", "x").statusCode()).isEqualTo(415);
        assertThat(server.post("/api/echo", "application/json; charset=bogus", "{}")
                        .statusCode())
                .isEqualTo(415);
        assertThat(server.post("/api/echo", "application/json", "{").statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_oversize_body_is_refused_by_the_length_it_tells_before_any_of_it_is_sent() throws Exception {
        String answer = server.raw("POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 5242880\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/echo", "/nowhere"})
    void whoever_sends_an_oversize_body_to_its_end_reads_the_answer(String path) throws Exception {
        byte[] body = new byte[20 << 20];
        try (Socket socket = new Socket("127.0.0.1", server.server.port())) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            byte[] answer = new byte[12];
            socket.getInputStream().readNBytes(answer, 0, answer.length);

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isIn("HTTP/1.1 413", "HTTP/1.1 404");
        }
    }

    @Test
    void an_oversize_body_without_a_length_is_refused_as_well() throws Exception {
        var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5 << 20]));

        HttpResponse<String> answer = server.send(server.request("/api/echo")
                .header("Content-Type", "application/json")
                .POST(body));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void an_upload_that_is_no_multipart_at_all_is_refused() throws Exception {
        assertThat(server.post("/upload", "multipart/form-data; boundary=x", "nonsense")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_oversize_upload_is_refused_whether_it_tells_its_length_or_not() throws Exception {
        String part = "--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n";
        String body = part + "x".repeat(5 << 20) + "\r\n--x--\r\n";

        for (String sent : List.of(
                "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body),
                "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body))) {
            // Not by the JDK's client: it may give up where the answer comes while it still sends.
            assertThat(server.raw("POST /upload HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                            + "\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\n" + sent))
                    .startsWith("HTTP/1.1 413");
        }
        assertThat(server.post("/upload", "multipart/form-data; boundary=x", part + "x\r\n--x--\r\n")
                        .body())
                .isEqualTo("1");
    }

    @Test
    void a_truncated_body_is_a_bad_request() throws Exception {
        String answer = server.raw("POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_body_that_does_not_come_is_given_up_after_five_seconds() throws Exception {
        long start = System.nanoTime();

        server.raw("POST /api/echo HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        assertThat((System.nanoTime() - start) / 1e9).isBetween(4.0, 8.0);
    }

    @Test
    void a_form_and_a_json_object_give_the_same_fields() throws Exception {
        HttpResponse<String> form =
                server.post("/api/echo", "application/x-www-form-urlencoded", "epochs=+5&hidden=250%2C100&name=a%20b");
        HttpResponse<String> json = server.post(
                "/api/echo",
                "application/json",
                "{\"epochs\": 5, \"hidden\": [250, 100], \"name\": \"a b\", \"device\": null}");

        assertThat(form.body()).isEqualTo("{\"epochs\":\"5\",\"hidden\":\"250,100\",\"name\":\"a b\"}");
        assertThat(json.body()).isEqualTo(form.body());
    }

    @Test
    void a_body_that_may_be_missing_is_read_like_any_other() throws Exception {
        String parts = "--x\r\nContent-Disposition: form-data; name=\"epochs\"\r\n\r\n5\r\n--x--\r\n";

        for (String path : List.of("/api/echo", "/api/echo-if-any")) {
            assertThat(server.post(path, "multipart/form-data; boundary=x", parts)
                            .body())
                    .isEqualTo("{\"epochs\":\"5\"}");
            assertThat(server.post(path, "application/x-www-form-urlencoded", "epochs=5")
                            .body())
                    .isEqualTo("{\"epochs\":\"5\"}");
            assertThat(server.post(path, "application/json", "{\"epochs\":5}").body())
                    .isEqualTo("{\"epochs\":\"5\"}");
            assertThat(server.post(path, "text/plain", "epochs=5").statusCode()).isEqualTo(415);
        }
        assertThat(server.raw("POST /api/echo-if-any HTTP/1.1\r\nHost: 127.0.0.1:" + server.server.port()
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1,\"a\":2}", "{\"a\":{}}", "{\"a\":[[1]]}", "[1]", "{} {}", "{a:1}", "", "\"text\""})
    void json_that_is_no_plain_object_is_invalid_input(String json) throws Exception {
        HttpResponse<String> answer = server.post("/api/echo", "application/json", json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"title\":\"Invalid input\"");
    }

    @Test
    void a_repeated_or_oversized_form_field_is_invalid_input() throws Exception {
        String type = "application/x-www-form-urlencoded";

        assertThat(server.post("/api/echo", type, "a=1&a=2").body()).contains("a is given more than once");
        assertThat(server.post("/api/echo", type, "a=" + "x".repeat(10_001)).statusCode())
                .isEqualTo(400);
    }
}
