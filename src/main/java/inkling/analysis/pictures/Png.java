package inkling.analysis.pictures;

import inkling.dataset.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Pictures as PNG files (ISO/IEC 15948): 8 bits a channel, red, green and blue, or 256 colours of a palette. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int COLOURS = 256;

    private Png() {}

    /**
     * A picture.
     *
     * @param rgb the colour 0xRRGGBB of each pixel by its index, row by row
     */
    public static byte[] of(int width, int height, IntUnaryOperator rgb) {
        return file(header(width, height, RGB), new byte[0], pixels(width, height, rgb));
    }

    /**
     * A picture of 256 colours: a third of the size.
     *
     * @param pixels one byte each, row by row
     * @param colours what each byte looks like
     */
    public static byte[] of(int width, int height, byte[] pixels, ColourMap colours) {
        byte[] palette = new byte[3 * COLOURS];
        for (int value = 0; value < COLOURS; value++) {
            int rgb = colours.rgb(value);
            palette[3 * value] = (byte) (rgb >> 16);
            palette[3 * value + 1] = (byte) (rgb >> 8);
            palette[3 * value + 2] = (byte) rgb;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            for (int row = 0; row < height; row++) {
                out.write(0); // This row is not filtered.
                out.write(pixels, row * width, width);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file(header(width, height, PALETTE), palette, bytes.toByteArray());
    }

    /** An image of a data set: grey in {@code bone}, or in its colours. */
    public static byte[] of(ImageShape shape, byte[] pixels) {
        return of(shape.width(), shape.height(), pixel -> rgb(shape, pixels, pixel));
    }

    /** How a pixel of such an image is shown, as 0xRRGGBB. */
    public static int rgb(ImageShape shape, byte[] pixels, int pixel) {
        if (shape.isGrey()) {
            return ColourMap.BONE.rgb(pixels[pixel]);
        }
        int plane = shape.plane();
        return (pixels[pixel] & 0xff) << 16 | (pixels[plane + pixel] & 0xff) << 8 | pixels[2 * plane + pixel] & 0xff;
    }

    /** A file as an address that a page can hold. */
    public static String address(byte[] file) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
    }

    private static byte[] file(byte[] header, byte[] palette, byte[] pixels) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header);
            if (palette.length > 0) {
                chunk(out, "PLTE", palette);
            }
            chunk(out, "IDAT", pixels);
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static byte[] header(int width, int height, int colourType) {
        return ByteBuffer.allocate(13) // the last three: deflate, no special filters, not interlaced
                .putInt(width)
                .putInt(height)
                .put((byte) 8) // bits a channel, or of a palette's index
                .put((byte) colourType)
                .array();
    }

    private static byte[] pixels(int width, int height, IntUnaryOperator rgb) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            for (int row = 0; row < height; row++) {
                out.write(0); // This row is not filtered.
                for (int pixel = row * width; pixel < (row + 1) * width; pixel++) {
                    int colour = rgb.applyAsInt(pixel);
                    out.write(new byte[] {(byte) (colour >> 16), (byte) (colour >> 8), (byte) colour});
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
