package inkling.dataset.idx;

import inkling.dataset.DatasetException;
import inkling.dataset.ImageShape;
import inkling.files.RegularFile;
import inkling.text.Text;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a file in the IDX format, plain or gzipped, and believes nothing it says.
 *
 * <p>Its header is two zero bytes, the type of the elements, the number of dimensions, and the length of each dimension
 * as a big-endian 32-bit number; the elements follow, and nothing after them. Every fault is a {@link DatasetException}
 * with a sentence of its own that begins with the file's path.
 *
 * @see <a href="https://web.archive.org/web/2020/http://yann.lecun.com/exdb/mnist/">The format, on MNIST's own page</a>
 */
final class IdxFile {
    /** More images than this are refused: a header can claim four thousand million. */
    static final int MAX_IMAGES = 1_000_000;

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MAX_LABEL = 9;

    private final Path path;

    IdxFile(Path path) {
        this.path = path;
    }

    /** How many pictures of 28 x 28 the header promises, at least 1; none of them is read. */
    int imageCount() {
        return read(3, (in, sizes) -> imageCount(sizes));
    }

    /** The pixels of pictures of 28 x 28: N x 784, N at least 1. */
    byte[] images() {
        return read(3, (in, sizes) -> elements(in, imageCount(sizes), ImageShape.MNIST.size(), "images"));
    }

    private int imageCount(int[] sizes) {
        if (sizes[1] != ImageShape.MNIST.height() || sizes[2] != ImageShape.MNIST.width()) {
            throw fault(Text.of(
                    "holds images of %s x %s pixels, not 28 x 28",
                    Integer.toUnsignedString(sizes[1]), Integer.toUnsignedString(sizes[2])));
        }
        return count(sizes, "images");
    }

    /** The labels, each 0 to 9: N, at least 1. */
    byte[] labels() {
        return read(1, (in, sizes) -> {
            byte[] labels = elements(in, count(sizes, "labels"), 1, "labels");
            for (int i = 0; i < labels.length; i++) {
                if ((labels[i] & 0xFF) > MAX_LABEL) {
                    throw fault(
                            Text.of("labels image %d as %d; labels must be 0 to %d", i, labels[i] & 0xFF, MAX_LABEL));
                }
            }
            return labels;
        });
    }

    private interface Body<T> {
        T read(InputStream in, int[] sizes) throws IOException;
    }

    private <T> T read(int dimensions, Body<T> body) {
        try (InputStream in = open()) {
            return body.read(in, header(in, dimensions));
        } catch (NoSuchFileException e) {
            throw new DatasetException(path + " does not exist.", e);
        } catch (EOFException e) {
            throw new DatasetException(path + " is cut short: its gzip stream ends too early.", e);
        } catch (ZipException e) {
            throw new DatasetException(path + " is a broken gzip file: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new DatasetException(path + " cannot be read: " + RegularFile.reason(e) + ".", e);
        }
    }

    /** Whether a file is gzipped is seen in its first two bytes, not in its name. */
    private InputStream open() throws IOException {
        InputStream in = new BufferedInputStream(RegularFile.stream(path), 1 << 16);
        try {
            in.mark(2);
            byte[] start = in.readNBytes(2);
            in.reset();
            boolean gzipped = start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
            return gzipped ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private int[] header(InputStream in, int dimensions) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4) {
            throw fault("is cut short: it ends within its header");
        }
        if (magic[0] != 0 || magic[1] != 0) {
            throw fault(Text.of(
                    "is not an IDX file: it begins with %s, not with two zero bytes",
                    HexFormat.ofDelimiter(" ").formatHex(magic)));
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw fault(Text.of("holds elements of type 0x%02x, not unsigned bytes (0x08)", magic[2]));
        }
        if (magic[3] != dimensions) {
            throw fault(Text.of("has %d dimensions, not %d", magic[3] & 0xFF, dimensions));
        }
        byte[] sizes = in.readNBytes(4 * dimensions);
        if (sizes.length < 4 * dimensions) {
            throw fault("is cut short: it ends within its header");
        }
        int[] header = new int[dimensions];
        ByteBuffer.wrap(sizes).asIntBuffer().get(header);
        return header;
    }

    private int count(int[] sizes, String what) {
        if (sizes[0] == 0) {
            throw fault("holds no " + what);
        }
        if (Integer.compareUnsigned(sizes[0], MAX_IMAGES) > 0) {
            throw fault(Text.of(
                    "claims to hold %s %s; at most %d are read", Integer.toUnsignedString(sizes[0]), what, MAX_IMAGES));
        }
        return sizes[0];
    }

    private byte[] elements(InputStream in, int count, int elementBytes, String what) throws IOException {
        int size = count * elementBytes;
        // Grows as bytes arrive, so a header that lies costs no more memory than its file holds.
        byte[] elements = in.readNBytes(size);
        if (elements.length < size) {
            throw fault(Text.of(
                    "is cut short: its header says %d %s (%d bytes), but only %d bytes follow",
                    count, what, size, elements.length));
        }
        // Also makes a gzip stream check its checksum, which stands after the last byte.
        if (in.read() >= 0) {
            throw fault(
                    Text.of("is too long: its header says %d %s (%d bytes), but more bytes follow", count, what, size));
        }
        return elements;
    }

    private DatasetException fault(String what) {
        return new DatasetException(path + " " + what + ".");
    }
}
