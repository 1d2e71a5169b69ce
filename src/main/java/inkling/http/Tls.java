package inkling.http;

import inkling.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A certificate, with those that vouch for it, and its private key, from PEM files as certbot and mkcert write them. */
public final class Tls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END", Pattern.DOTALL);
    /** By a key's algorithm, one by which it signs. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    /** Of a key store that exists in memory alone. */
    private static final String PASSWORD = "in memory";

    private final Certificate[] chain;
    private final PrivateKey key;

    private Tls(Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** @throws IllegalArgumentException with a sentence if a file cannot be read, or they do not belong together */
    public static Tls of(Path certificate, Path key) {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(certificate)))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new IllegalArgumentException(certificate + " holds no certificate in PEM");
            }
            PrivateKey read = key(key, chain[0].getPublicKey().getAlgorithm());
            if (!belongTogether(read, chain[0].getPublicKey())) {
                throw new IllegalArgumentException(Text.of("the key %s is not that of %s", key, certificate));
            }
            return new Tls(chain, read);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    Text.of("%s or %s is no certificate or key in PEM: %s", certificate, key, e.getMessage()), e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws GeneralSecurityException {
        Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IllegalArgumentException(file + " holds no private key in PEM");
        }
        if (!pem.group(1).isEmpty()) {
            throw new IllegalArgumentException(Text.of(
                    "%s is encrypted or of an older kind; this makes one that can be read: openssl pkcs8 -topk8 -nodes -in %s"
                            + " -out key.pem",
                    file, file));
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.group(2));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(certified.getAlgorithm(), "SHA256withRSA"));
        signature.initSign(key);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update((byte) 1);
        return signature.verify(signed);
    }

    /** What Jetty speaks TLS with. */
    SslContextFactory.Server jetty() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("inkling", key, PASSWORD.toCharArray(), chain);
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setKeyStore(store);
            factory.setKeyStorePassword(PASSWORD);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e); // It was read before, and nothing is on a disk.
        }
    }

    /** The certificate's SHA-256, by which a command of this machine knows it, whatever name it is for. */
    public String fingerprint() {
        return fingerprint(chain[0]);
    }

    static String fingerprint(Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
