package inkling.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A real server on a free port of this machine, and a client that does not follow redirects. */
final class TestServer implements AutoCloseable {
    final EventHub events;
    final WebServer server;
    final HttpClient client = HttpClient.newHttpClient();

    TestServer(Consumer<RoutesConfig> routes) {
        this(new EventHub(), routes);
    }

    TestServer(EventHub events, Consumer<RoutesConfig> routes) {
        this(Proxies.NONE, events, routes);
    }

    TestServer(Proxies proxies, EventHub events, Consumer<RoutesConfig> routes) {
        this.events = events;
        var settings = new WebServer.Settings("127.0.0.1", 0, List.of("inkling.test"), "test-web", Optional.empty());
        server = new WebServer(settings.behind(proxies), routes, events, () -> Map.of("version", "1.2.3")).start();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        return send(
                request(path, headers).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** What the server answers to these very bytes, which no proper client would send. */
    String raw(String request) throws IOException {
        try (var socket = new java.net.Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // It was refused before all of it was sent; the answer is there all the same.
            }
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
