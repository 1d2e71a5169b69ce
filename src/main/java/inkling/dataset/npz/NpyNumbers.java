package inkling.dataset.npz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of an array in the order in which they lie in its file. */
final class NpyNumbers {
    private static final int CHUNK = 8_192;

    private final InputStream in;
    private final char kind;
    private final int size;
    private final ByteBuffer chunk;

    /** @param in stands behind the header */
    NpyNumbers(NpyHeader header, InputStream in) {
        String type = header.type();
        this.in = in;
        kind = type.charAt(type.length() - 2);
        size = type.charAt(type.length() - 1) - '0';
        chunk = ByteBuffer.allocate(CHUNK * size)
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .limit(0);
    }

    /** @param left how many are still to come, this one among them */
    double next(long left) throws IOException {
        if (!chunk.hasRemaining()) {
            int bytes = (int) Math.min(chunk.capacity(), left * size);
            if (in.readNBytes(chunk.array(), 0, bytes) < bytes) {
                throw new EOFException();
            }
            chunk.position(0).limit(bytes);
        }
        if (kind == 'f') {
            return size == 4 ? chunk.getFloat() : chunk.getDouble();
        }
        return kind == 'i' ? signed() : unsigned();
    }

    private double signed() {
        return switch (size) {
            case 1 -> chunk.get();
            case 2 -> chunk.getShort();
            case 4 -> chunk.getInt();
            default -> chunk.getLong();
        };
    }

    private double unsigned() {
        return switch (size) {
            case 1 -> chunk.get() & 0xff;
            case 2 -> chunk.getShort() & 0xffff;
            case 4 -> chunk.getInt() & 0xffffffffL;
            default -> chunk.getLong(); // no label and no pixel is as large as 2^63
        };
    }
}
