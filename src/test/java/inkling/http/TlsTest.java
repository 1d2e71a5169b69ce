package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates from files. */
class TlsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void a_server_with_a_certificate_speaks_tls_and_commands_know_it_by_its_fingerprint(String algorithm)
            throws Exception {
        PemFiles files = PemFiles.make(folder, algorithm);
        Tls tls = Tls.of(files.certificate(), files.key());
        var settings = new WebServer.Settings("127.0.0.1", 0, List.of(), "test-web", Optional.empty());
        ServerFile file = new ServerFile(folder);
        try (WebServer server = new WebServer(
                        settings.secured(Optional.of(tls)),
                        all -> {
                            all.get("/health", new Health(() -> {}, file.mark())::show);
                            all.get("/scheme", context -> context.json(Map.of("scheme", context.scheme())));
                        },
                        new EventHub(),
                        Map::of)
                .start()) {
            assertThat(server.address().getScheme()).isEqualTo("https");
            file.write(server.address(), "a token", Optional.of(tls.fingerprint()));
            assertThat(ServerFile.running(folder)
                            .orElseThrow()
                            .get("/scheme")
                            .get("scheme")
                            .getAsString())
                    .isEqualTo("https");

            file.write(server.address(), "a token", Optional.of("0".repeat(64)));
            assertThat(ServerFile.running(folder)).isEmpty();
            HttpRequest request =
                    HttpRequest.newBuilder(server.address().resolve("/scheme")).build();
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void files_that_are_no_certificate_and_key_are_refused_with_a_sentence() throws Exception {
        PemFiles files = PemFiles.make(folder, "RSA");
        PemFiles others = PemFiles.make(Files.createDirectory(folder.resolve("others")), "RSA");
        Path older = Files.writeString(
                folder.resolve("older.pem"),
                Files.readString(files.key()).replace("BEGIN PRIVATE", "BEGIN RSA PRIVATE"));
        Path missing = folder.resolve("missing.pem");

        assertThatThrownBy(() -> Tls.of(missing, files.key())).hasMessage(missing + " cannot be read");
        assertThatThrownBy(() -> Tls.of(files.key(), files.key())).hasMessageContaining("no certificate");
        assertThatThrownBy(() -> Tls.of(files.certificate(), files.certificate()))
                .hasMessage(files.certificate() + " holds no private key in PEM");
        assertThatThrownBy(() -> Tls.of(files.certificate(), older))
                .hasMessageContaining("openssl pkcs8 -topk8 -nodes");
        assertThatThrownBy(() -> Tls.of(files.certificate(), others.key()))
                .hasMessage("the key %s is not that of %s", others.key(), files.certificate());
    }
}
