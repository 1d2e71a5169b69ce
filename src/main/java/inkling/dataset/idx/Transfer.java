package inkling.dataset.idx;

import inkling.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLException;

/**
 * Brings one file from one mirror into a part file, going on where an earlier transfer ended.
 *
 * <p>The HTTP client writes the part on its own threads. The calling thread looks on a few times a second: it reports
 * the part's size, and gives up when the part stops growing.
 */
final class Transfer {
    private static final long LOOK_MILLIS = 100;
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HttpClient client;
    private final URI source;
    private final Path part;
    private final Duration stall;
    private final long maxBytes;

    private volatile boolean answered;

    /**
     * @param part where the bytes go; what it already holds is taken to be the file's beginning
     * @param stall how long to wait for the next byte
     * @param maxBytes a mirror that sends more is not believed
     */
    Transfer(HttpClient client, URI source, Path part, Duration stall, long maxBytes) {
        this.client = client;
        this.source = source;
        this.part = part;
        this.stall = stall;
        this.maxBytes = maxBytes;
    }

    /**
     * @param received is told the part's size again and again; what it throws ends the transfer
     * @throws MirrorException if the mirror cannot be reached, refuses, breaks off or stalls; the part is kept
     */
    void run(LongConsumer received) throws MirrorException, IOException, InterruptedException {
        int status = request(received);
        if (status == RANGE_NOT_SATISFIABLE) {
            // The part is longer than the mirror's file, so it is no beginning of it.
            Files.deleteIfExists(part);
            status = request(received);
        }
        if (status != OK && status != PARTIAL_CONTENT) {
            throw new MirrorException(true, "HTTP status " + status);
        }
    }

    private int request(LongConsumer received) throws MirrorException, IOException, InterruptedException {
        long offset = size();
        HttpRequest.Builder request = HttpRequest.newBuilder(source);
        if (offset > 0) {
            request.header("Range", Text.of("bytes=%d-", offset));
        }
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request.build(), info -> destination(info, offset));
        try {
            return await(response, received).statusCode();
        } finally {
            response.cancel(true);
        }
    }

    private BodySubscriber<Void> destination(HttpResponse.ResponseInfo info, long offset) {
        answered = true;
        switch (info.statusCode()) {
            case OK -> appended(new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            case PARTIAL_CONTENT -> {
                String range = info.headers().firstValue("Content-Range").orElse("");
                if (!range.startsWith(Text.of("bytes %d-", offset))) {
                    throw new IllegalStateException(Text.of("asked for bytes from %d, got %s", offset, range));
                }
            }
            default -> {
                return BodySubscribers.replacing(null);
            }
        }
        // The client's own way into a file loses bytes on a disk that takes part of them (until Java 20).
        return BodySubscribers.ofByteArrayConsumer(
                bytes -> bytes.ifPresent(some -> appended(some, StandardOpenOption.APPEND)));
    }

    private void appended(byte[] bytes, StandardOpenOption how) {
        try {
            Files.write(part, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> response, LongConsumer received)
            throws MirrorException, IOException, InterruptedException {
        long size = size();
        long grown = System.nanoTime();
        while (true) {
            received.accept(size);
            try {
                return response.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new MirrorException(answered, reason(e.getCause()));
            } catch (TimeoutException e) {
                long now = size();
                grown = now == size ? grown : System.nanoTime();
                size = now;
                check(size, System.nanoTime() - grown);
            }
        }
    }

    private void check(long size, long silentNanos) throws MirrorException, IOException {
        if (silentNanos > stall.toNanos()) {
            throw new MirrorException(answered, Text.of("nothing came for %d s", stall.toSeconds()));
        }
        if (size > maxBytes) {
            Files.delete(part);
            throw new MirrorException(true, Text.of("sends more than %d bytes", maxBytes));
        }
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return "no connection in time";
        }
        if (cause instanceof ConnectException) {
            // The client tells neither of these two in words.
            boolean unresolved = cause.getCause() instanceof UnresolvedAddressException;
            String otherwise = Objects.requireNonNullElse(cause.getMessage(), "connection refused");
            return unresolved ? "unknown host" : otherwise.toLowerCase(Locale.ROOT);
        }
        if (cause instanceof SSLException) {
            return Text.of("no secure connection (%s)", cause.getMessage());
        }
        return Text.of("the connection broke off (%s)", cause.getMessage());
    }

    private long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
