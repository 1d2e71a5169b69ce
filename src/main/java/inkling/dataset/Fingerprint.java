package inkling.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells two data sets apart by their content, wherever they came from. */
public final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 over the training pixels, training labels, test pixels and test labels, as 64 hexadecimal digits. */
    public static String of(LabelledImages train, LabelledImages test) {
        MessageDigest digest = sha256();
        for (LabelledImages images : new LabelledImages[] {train, test}) {
            digest.update(images.pixels());
            digest.update(images.labels());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
