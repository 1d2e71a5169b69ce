package inkling.dataset.idx;

import inkling.dataset.DatasetException;
import inkling.dataset.ImageShape;
import inkling.dataset.Memory;
import inkling.dataset.files.DataFiles.DataFile;
import inkling.dataset.files.FileTree;
import inkling.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Reads a file in the IDX format, and believes nothing it says.
 *
 * <p>Its header is two zero bytes, the type of the elements, the number of dimensions, and the length of each dimension
 * as a big-endian 32-bit number; the elements follow, and nothing after them. Every fault is a {@link DatasetException}
 * with a sentence of its own that begins with the file's name.
 *
 * @see <a href="https://web.archive.org/web/2020/http://yann.lecun.com/exdb/mnist/">The format, on MNIST's own page</a>
 */
final class IdxFile {
    /** More images than this are refused: a header can claim four thousand million. */
    static final int MAX_IMAGES = 1_000_000;

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int COLOURS = 3;

    private final DataFile file;

    IdxFile(DataFile file) {
        this.file = file;
    }

    /**
     * What a header promises.
     *
     * @param count at least 1
     * @param interleaved whether the colours of a pixel lie together (N x H x W x C)
     */
    record Header(int count, ImageShape shape, boolean interleaved) {}

    /** What the header promises of pictures; none of them is read. */
    Header header() {
        return file.read(this::header);
    }

    /** The pixels, picture after picture: N x C x H x W. */
    byte[] images() {
        return file.read(in -> {
            Header header = header(in);
            Memory.require(header.count(), header.shape());
            byte[] pixels = elements(in, header.count(), header.shape().size(), "images");
            return header.interleaved() ? planes(pixels, header.shape()) : pixels;
        });
    }

    private Header header(InputStream in) throws IOException {
        int[] sizes = sizes(in);
        if (sizes.length != 3 && sizes.length != 4) {
            throw fault(Text.of("has %s, not the three or four of images", dimensions(sizes.length)));
        }
        boolean interleaved = sizes.length == 4 && (sizes[3] == COLOURS || sizes[3] == 1);
        int channels = sizes.length == 3 ? 1 : interleaved ? sizes[3] : sizes[1];
        int height = sizes[sizes.length == 3 || interleaved ? 1 : 2];
        int width = sizes[sizes.length == 3 || interleaved ? 2 : 3];
        int count = count(sizes, "images");
        try {
            return new Header(count, new ImageShape(channels, height, width), interleaved);
        } catch (IllegalArgumentException e) {
            throw fault(Text.of(
                    "holds images of %s x %s pixels in %s channels; %s",
                    Integer.toUnsignedString(height),
                    Integer.toUnsignedString(width),
                    Integer.toUnsignedString(channels),
                    e.getMessage()));
        }
    }

    /** (N, H, W, C) to (N, C, H, W). */
    private static byte[] planes(byte[] pixels, ImageShape shape) {
        byte[] planes = new byte[pixels.length];
        for (int image = 0; image < pixels.length; image += shape.size()) {
            for (int i = 0; i < shape.size(); i++) {
                int channel = i % shape.channels();
                planes[image + channel * shape.plane() + i / shape.channels()] = pixels[image + i];
            }
        }
        return planes;
    }

    /** The labels as they are, each 0 to 255: N, at least 1. */
    byte[] labels() {
        return file.read(in -> {
            int[] sizes = sizes(in);
            if (sizes.length != 1) {
                throw fault(Text.of("has %s, not the one of labels", dimensions(sizes.length)));
            }
            return elements(in, count(sizes, "labels"), 1, "labels");
        });
    }

    private static String dimensions(int count) {
        return count == 1 ? "1 dimension" : count + " dimensions";
    }

    private int[] sizes(InputStream in) throws IOException {
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
        int dimensions = magic[3] & 0xff;
        if (dimensions < 1 || dimensions > 4) {
            throw fault("has " + dimensions(dimensions) + ", neither those of images nor those of labels");
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
        byte[] elements = FileTree.bytes(in, size, file.entry());
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
        return new DatasetException(file.name() + " " + what + ".");
    }
}
