package inkling.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import inkling.errors.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The file {@code server.json} in a home folder, by which a command finds the dashboard that has the home open.
 *
 * <p>A killed dashboard leaves it behind, and another program may have its port by then: so whoever finds the file asks,
 * and only the server that wrote it knows its mark. That one has the home, since it opened the database before it listened.
 */
public final class ServerFile {
    private final Path file;
    private final String mark = UUID.randomUUID().toString();

    public ServerFile(Path home) {
        this.file = path(home);
    }

    private static Path path(Path home) {
        return home.resolve("server.json");
    }

    /** What the server answers at {@code /health} to say that it is the one. */
    public String mark() {
        return mark;
    }

    /**
     * Writes it for its owner's eyes alone.
     *
     * @param token what lets commands in
     * @throws UncheckedIOException if the file cannot be written
     */
    public void write(URI address, String token) {
        try {
            Path whole = Files.createTempFile(file.getParent(), ".server", null); // Which nobody else can read.
            Files.writeString(whole, Json.write(Map.of("address", address.toString(), "mark", mark, "token", token)));
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Then it stays as after a kill, and is told apart in the same way.
        }
    }

    /** The running dashboard of a home; empty if there is none, or if it does not answer. */
    public static Optional<ApiClient> running(Path home) {
        try {
            JsonObject written =
                    JsonParser.parseString(Files.readString(path(home))).getAsJsonObject();
            ApiClient client = new ApiClient(URI.create(written.get("address").getAsString()));
            // Only the server that wrote the token is told it.
            return client.get("/health").get("server").equals(written.get("mark"))
                    ? Optional.of(client.with(written.get("token").getAsString()))
                    : Optional.empty();
        } catch (IOException
                | UncheckedIOException
                | UserError
                | JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException e) {
            return Optional.empty(); // No file, a broken one, or somebody else at its address.
        }
    }
}
