package inkling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody who asks a dashboard, with the cookies that it gave them; follows no redirect. */
final class Entering {
    final URI address;
    final Map<String, String> cookies = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    Entering(URI address) {
        this.address = address;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    /** Asks as a browser does. */
    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return get(path, "Accept", "text/html,*/*;q=0.8");
    }

    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> logIn(String name, String password) throws IOException, InterruptedException {
        return post("/login", "name=" + encoded(name) + "&password=" + encoded(password));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What a stream says up to its first heartbeat and what it has to catch up with. */
    String untilHeartbeat(String path) throws IOException, InterruptedException {
        StringBuilder told = new StringBuilder();
        try (Stream<String> lines = stream(path)) {
            int heartbeats = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                told.append(line).append('\n');
                heartbeats += line.equals("event: heartbeat") ? 1 : 0;
                if (heartbeats == 2) {
                    break;
                }
            }
        }
        return told.toString();
    }

    /** The lines of a stream, which ends when the server ends it. */
    Stream<String> stream(String path) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer =
                client.send(request(path, "Accept", "text/event-stream").build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (!cookies.isEmpty()) {
            cookies.forEach((name, value) -> request.header("Cookie", name + "=" + value));
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";")[0].split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
