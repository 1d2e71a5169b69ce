package inkling.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells data sets apart by their content. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 over train pixels, train labels, test pixels and test labels, in hexadecimal. */
    static String of(LabelledImages train, LabelledImages test) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(train.pixels());
            digest.update(train.labels());
            digest.update(test.pixels());
            digest.update(test.labels());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
