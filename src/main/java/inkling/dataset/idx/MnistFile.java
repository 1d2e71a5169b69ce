package inkling.dataset.idx;

import inkling.text.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One of the four files of MNIST, and how to tell that it is the right one.
 *
 * <p>The content is checked, not the gzip file around it, which may have been packed again.
 */
enum MnistFile {
    // The small ones first: a mirror that serves something else is found out before the 10 MB.
    TEST_LABELS("t10k-labels-idx1-ubyte.gz", 4_542, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    TRAIN_LABELS(
            "train-labels-idx1-ubyte.gz", 28_881, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    TEST_IMAGES(
            "t10k-images-idx3-ubyte.gz", 1_648_877, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    TRAIN_IMAGES(
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    private final String fileName;
    private final long gzippedBytes;
    private final String contentSha256;

    MnistFile(String fileName, long gzippedBytes, String contentSha256) {
        this.fileName = fileName;
        this.gzippedBytes = gzippedBytes;
        this.contentSha256 = contentSha256;
    }

    String fileName() {
        return fileName;
    }

    /** The size of the file as it was published; a mirror that packed it again serves a little less or more. */
    long gzippedBytes() {
        return gzippedBytes;
    }

    /** What is wrong with a downloaded file, to follow "the file" in a sentence; empty if it is the right one. */
    Optional<String> fault(Path gzipped) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream content = new DigestInputStream(new GZIPInputStream(Files.newInputStream(gzipped)), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException e) {
            return Optional.of("is cut short");
        } catch (ZipException e) {
            return Optional.of(Text.of("is not a whole gzip file (%s)", e.getMessage()));
        }
        String found = HexFormat.of().formatHex(digest.digest());
        return found.equals(contentSha256)
                ? Optional.empty()
                : Optional.of(Text.of("is not MNIST's: the SHA-256 of its content is %s...", found.substring(0, 12)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
