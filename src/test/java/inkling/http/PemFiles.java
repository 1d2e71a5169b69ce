package inkling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate that vouches for itself and its key, made anew with the tool that comes with Java. */
public record PemFiles(Path certificate, Path key) {
    /** @param algorithm RSA or EC */
    public static PemFiles make(Path folder, String algorithm) throws Exception {
        Path store = folder.resolve(algorithm + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=lab.example",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return new PemFiles(
                pem(
                        folder.resolve(algorithm + ".pem"),
                        "CERTIFICATE",
                        keys.getCertificate("test").getEncoded()),
                pem(
                        folder.resolve(algorithm + "-key.pem"),
                        "PRIVATE KEY",
                        keys.getKey("test", "changeit".toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String kind, byte[] bytes) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
    }
}
