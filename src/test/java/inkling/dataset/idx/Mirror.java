package inkling.dataset.idx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on this machine that serves files as a mirror does, or badly. */
public final class Mirror implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Mirror(HttpHandler handler) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/mnist/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(name(exchange) + (range == null ? "" : " " + range));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** Serves a folder, and ranges of its files. */
    public static Mirror of(Path folder) {
        return new Mirror(exchange -> {
            byte[] file = Files.readAllBytes(folder.resolve(name(exchange)));
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                send(exchange, 200, file);
                return;
            }
            int from = Integer.parseInt(range.replace("bytes=", "").replace("-", ""));
            if (from >= file.length) {
                send(exchange, 416, new byte[0]);
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
            send(exchange, 206, Arrays.copyOfRange(file, from, file.length));
        });
    }

    /** Serves a folder, whole files only, whatever range is asked for. */
    static Mirror withoutRanges(Path folder) {
        return new Mirror(exchange -> send(exchange, 200, Files.readAllBytes(folder.resolve(name(exchange)))));
    }

    /** Answers every request in the same way. */
    static Mirror answering(int status, byte[] content) {
        return new Mirror(exchange -> send(exchange, status, content));
    }

    /** Promises more bytes than it sends, then closes the connection. */
    static Mirror breakingOff(int promised, byte[] content) {
        return new Mirror(exchange -> {
            exchange.sendResponseHeaders(200, promised);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().flush();
        });
    }

    /** Sends some bytes, and then nothing more for a minute. */
    static Mirror stalling(byte[] content) {
        return new Mirror(exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().flush();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The address of a mirror that nobody serves. */
    public static URI nobody() {
        try (Mirror gone = answering(200, new byte[0])) {
            return gone.uri();
        }
    }

    public URI uri() {
        return URI.create("http://%s:%d/mnist/"
                .formatted(
                        server.getAddress().getHostString(), server.getAddress().getPort()));
    }

    /** The files asked for so far, each with its range if it had one. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String name(HttpExchange exchange) {
        return Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }
}
