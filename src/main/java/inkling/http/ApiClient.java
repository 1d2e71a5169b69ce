package inkling.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import inkling.errors.UserError;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a running dashboard through its JSON API; what it refuses comes back as the error it was there. */
public final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What has images read and a network asked may take a while the first time. */
    private static final Duration MORE_PATIENCE = Duration.ofMinutes(2);

    private static final String BOUNDARY = "inkling-file-7f1d2a94c0";

    private final URI address;
    private final Optional<String> token;
    private final HttpClient client;

    /**
     * A client that nobody has let in yet.
     *
     * @param address as {@link WebServer#address()} has it
     * @param certificate the fingerprint of the only one to trust, where the address is of TLS
     */
    ApiClient(URI address, Optional<String> certificate) {
        this(address, Optional.empty(), client(certificate));
    }

    private ApiClient(URI address, Optional<String> token, HttpClient client) {
        this.address = address;
        this.token = token;
        this.client = client;
    }

    private static HttpClient client(Optional<String> certificate) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(PATIENCE);
        certificate.map(KnownCertificate::context).ifPresent(builder::sslContext);
        return builder.build();
    }

    /** The same, let in by a token. */
    ApiClient with(String token) {
        return new ApiClient(address, Optional.of(token), client);
    }

    public URI address() {
        return address;
    }

    /**
     * @param path from the address on, with its query
     * @throws UserError as the server says
     * @throws UncheckedIOException with a sentence if it does not answer, or not as a dashboard does
     */
    public JsonObject get(String path) {
        return send(request(path).GET());
    }

    /** The same with a query. */
    public JsonObject get(String path, Map<String, String> query) {
        return send(request(path + joined(query)).timeout(MORE_PATIENCE).GET());
    }

    private static String joined(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** Sends a file as a form's field does. */
    public JsonObject post(String path, Map<String, String> query, String field, byte[] file) {
        String before = Text.of(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"file\"\r\n\r\n", BOUNDARY, field);
        String after = Text.of("\r\n--%s--\r\n", BOUNDARY);
        return send(request(path + joined(query))
                .timeout(MORE_PATIENCE)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(before),
                        BodyPublishers.ofByteArray(file),
                        BodyPublishers.ofString(after))));
    }

    public JsonObject post(String path, Map<String, String> fields) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(fields))));
    }

    /** Is told how many bytes have come, and how many will about come in all. */
    @FunctionalInterface
    public interface Received {
        void bytes(long so, long total);
    }

    /**
     * Receives a file that the server makes.
     *
     * @param out is not closed
     * @param lengthHeader says how long it will about be
     * @throws IOException if not all of it came
     */
    public void download(String path, OutputStream out, String lengthHeader, Received told) throws IOException {
        HttpRequest request = request(path)
                .timeout(MORE_PATIENCE) // until it begins
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (answer.statusCode() >= 400) {
                    String problem = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    throw error(
                            answer.statusCode(), JsonParser.parseString(problem).getAsJsonObject());
                }
                long total = answer.headers().firstValueAsLong(lengthHeader).orElse(0);
                long so = 0;
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    so += read;
                    told.bytes(so, total);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    public JsonObject delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "application/json") // of errors too
                .timeout(PATIENCE);
        token.ifPresent(each -> request.header("Authorization", "Bearer " + each));
        return request;
    }

    private JsonObject send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
            if (answer.statusCode() >= 400) {
                throw error(answer.statusCode(), json);
            }
            return json;
        } catch (IOException e) {
            throw gone(e);
        } catch (JsonParseException | IllegalStateException e) {
            throw gone(new IOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw gone(new InterruptedIOException());
        }
    }

    private UncheckedIOException gone(IOException e) {
        return new UncheckedIOException(Text.of("The dashboard at %s does not answer.", address), e);
    }

    private static RuntimeException error(int status, JsonObject problem) {
        String sentence = problem.get("detail").getAsString();
        return switch (status) {
            case 400 ->
                problem.has("errors")
                        ? new UserError.InvalidInput(texts(problem.getAsJsonObject("errors")))
                        : new UserError.InvalidInput("", sentence);
            case 401 -> new UserError.NotLoggedIn(sentence);
            case 403 -> new UserError.NotAllowed(sentence);
            case 404 -> new UserError.NotFound(sentence);
            case 409 -> new UserError.Conflict(sentence);
            case 503 -> new UserError.Busy(sentence);
            default -> new UncheckedIOException(new IOException("The dashboard says: " + sentence));
        };
    }

    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            texts.put(entry.getKey(), entry.getValue().getAsString());
        }
        return texts;
    }
}
