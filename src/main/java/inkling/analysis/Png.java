package inkling.analysis;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Pictures as PNG files (ISO/IEC 15948): 8 bits a channel, red, green and blue. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int RGB = 2;

    private Png() {}

    /**
     * A picture.
     *
     * @param rgb the colour 0xRRGGBB of each pixel by its index, row by row
     */
    public static byte[] of(int width, int height, IntUnaryOperator rgb) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(width, height));
            chunk(out, "IDAT", pixels(width, height, rgb));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(width);
        out.writeInt(height);
        out.writeByte(8); // bits a channel
        out.writeByte(RGB);
        out.write(new byte[3]); // deflate, no special filters, not interlaced
        return bytes.toByteArray();
    }

    private static byte[] pixels(int width, int height, IntUnaryOperator rgb) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            for (int row = 0; row < height; row++) {
                out.write(0); // This row is not filtered.
                for (int pixel = row * width; pixel < (row + 1) * width; pixel++) {
                    int colour = rgb.applyAsInt(pixel);
                    out.write(new byte[] {(byte) (colour >> 16), (byte) (colour >> 8), (byte) colour});
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) checksum.getValue());
    }
}
