package inkling.dataset.pictures;

import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.text.Text;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Opens a PNG, JPEG, GIF, BMP or WebP. What it says of its size is judged before anything is decoded, and a large one is
 * shrunk while it is decoded.
 */
public final class PictureFile {
    static final int MOST_BYTES = 64_000_000;

    /** Each with whether what it keeps may differ a little from what was given to it. */
    private static final Map<String, Boolean> LOSSY =
            Map.of("png", false, "jpeg", true, "gif", false, "bmp", false, "webp", true);
    /** What phones call 50 megapixels: 8,192 x 6,144. */
    private static final long MOST_PIXELS = 8_192L * 6_144;
    /** A decoder keeps a row or more in memory. */
    private static final int MOST_SIDE = 20_000;
    /** Such large pictures are decoded one at a time. */
    private static final long LARGE = 4_000_000;

    private static final Object ONE_LARGE = new Object();

    private PictureFile() {}

    /** What a file says of itself; its orientation is not asked for. */
    public record Header(int width, int height, boolean grey) {}

    /**
     * A picture as it lies in its file; of a side of more than 1,024 pixels every second, third... was taken.
     *
     * @param lossy whether its format adds waves and blots of its own
     * @param orientation how it has to be turned, 1 to 8 as EXIF numbers them
     */
    public record Decoded(BufferedImage image, boolean lossy, int orientation) {}

    /** @throws IOException whose message follows "it" if it cannot be read, or is too large */
    public static Header header(byte[] file) throws IOException {
        return read(file, reader -> {
            ImageTypeSpecifier type = reader.getRawImageType(0);
            return new Header(reader.getWidth(0), reader.getHeight(0), type != null && isGrey(type.getColorModel()));
        });
    }

    /** The size of what a header is of, the right way up, and no larger than an image can be. */
    static Framing.Size uprightSize(Header header, byte[] file) {
        double longer = Math.max(header.width(), header.height());
        double scale = Math.min(1, ImageShape.LONGEST_SIDE / longer);
        int width = Math.max(1, (int) Math.round(header.width() * scale));
        int height = Math.max(1, (int) Math.round(header.height() * scale));
        return Orientation.of(file) >= 5 ? new Framing.Size(height, width) : new Framing.Size(width, height);
    }

    private static boolean isGrey(ColorModel colours) {
        if (colours instanceof IndexColorModel palette) {
            for (int i = 0; i < palette.getMapSize(); i++) {
                if (palette.getRed(i) != palette.getGreen(i) || palette.getGreen(i) != palette.getBlue(i)) {
                    return false;
                }
            }
            return true;
        }
        return colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    /**
     * Its pixels, the right way up.
     *
     * @param channels 1 or 3
     * @throws IOException as {@link #header}
     */
    static Planes planes(byte[] file, int channels) throws IOException {
        Decoded decoded = decode(file);
        return Planes.of(decoded.image(), channels).turned(decoded.orientation());
    }

    /** @throws IOException as {@link #header} */
    public static Decoded decode(byte[] file) throws IOException {
        return read(file, reader -> {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels <= LARGE) {
                return decode(reader, file);
            }
            synchronized (ONE_LARGE) {
                return decode(reader, file);
            }
        });
    }

    private static Decoded decode(ImageReader reader, byte[] file) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam param = reader.getDefaultReadParam();
        int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
        int step = (longer + ImageShape.LONGEST_SIDE - 1) / ImageShape.LONGEST_SIDE;
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(0, param);
        // A JPEG that ends early is filled up with grey, with no more than a warning.
        if (warnings.stream()
                .anyMatch(warning ->
                        warning.contains("EOI") || warning.contains("Corrupt") || warning.contains("Premature"))) {
            throw new IOException("it is cut short or damaged");
        }
        return new Decoded(image, LOSSY.get(format(reader)), Orientation.of(file));
    }

    private interface Step<T> {
        T take(ImageReader reader) throws IOException;
    }

    private static <T> T read(byte[] file, Step<T> step) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = reader(in);
            try {
                // Without its metadata, which can unpack to any size.
                reader.setInput(in, true, true);
                requireSize(reader);
                return step.take(reader);
            } finally {
                reader.dispose();
            }
        } catch (IIOException | RuntimeException | OutOfMemoryError e) {
            // The last two are how readers fail on some broken files.
            throw new IOException("it is cut short, damaged, or of an unusual kind", e);
        }
    }

    /** By the file's first bytes, whatever it is called. */
    private static ImageReader reader(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (LOSSY.containsKey(format(reader))) {
                return reader;
            }
            reader.dispose();
        }
        throw new IOException("it is no PNG, JPEG, GIF, BMP or WebP, whatever its name says");
    }

    private static String format(ImageReader reader) throws IOException {
        return reader.getFormatName().toLowerCase(Locale.ROOT);
    }

    private static void requireSize(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        // A decoder may hold some ten bytes a pixel.
        long most = Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / 32);
        if ((long) width * height > most || Math.max(width, height) > MOST_SIDE) {
            throw new IOException(Text.of(
                    "it has %,d × %,d pixels; at most %d megapixels are read, and %,d pixels a side",
                    width, height, most / 1_000_000, MOST_SIDE));
        }
    }
}
