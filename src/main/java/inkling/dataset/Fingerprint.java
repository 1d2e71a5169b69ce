package inkling.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells data sets apart by their content, wherever they came from: SHA-256, as 64 hexadecimal digits.
 *
 * <p>The shape of the images counts where it is not MNIST's, and how many are meant for validation where some are: so data
 * sets keep the fingerprints that they had when there was neither.
 *
 * @param whole over the training pixels, training labels, test pixels and test labels
 * @param train over the training pixels and labels; empty where only the whole was kept
 * @param test over the test pixels and labels, likewise
 */
public record Fingerprint(String whole, Optional<String> train, Optional<String> test) {
    public static Fingerprint of(LabelledImages train, LabelledImages test) {
        return of(train, test, 0);
    }

    /** @param validation how many of the training images, the last ones, are meant for validation */
    public static Fingerprint of(LabelledImages train, LabelledImages test, int validation) {
        MessageDigest ofTrain = sha256();
        MessageDigest ofTest = sha256();
        MessageDigest whole = sha256();
        for (MessageDigest digest : new MessageDigest[] {ofTrain, whole}) {
            update(digest, train);
        }
        for (MessageDigest digest : new MessageDigest[] {ofTest, whole}) {
            update(digest, test);
        }
        if (validation > 0) {
            whole.update(("validation " + validation).getBytes(StandardCharsets.US_ASCII));
        }
        return new Fingerprint(hex(whole), Optional.of(hex(ofTrain)), Optional.of(hex(ofTest)));
    }

    /** Of which only the whole was kept, as earlier versions did. */
    public static Fingerprint ofWhole(String whole) {
        return new Fingerprint(whole, Optional.empty(), Optional.empty());
    }

    /** Whether the test images are the same; where one of the two lacks its own fingerprint, whether everything is. */
    public boolean sameTest(Fingerprint other) {
        return test.isPresent() && other.test.isPresent() ? test.equals(other.test) : whole.equals(other.whole);
    }

    private static void update(MessageDigest digest, LabelledImages images) {
        if (!images.shape().equals(ImageShape.MNIST)) {
            digest.update(images.shape().toString().getBytes(StandardCharsets.US_ASCII));
        }
        digest.update(images.pixels());
        digest.update(images.labels());
    }

    /** The digest as 64 hexadecimal digits. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
