package inkling.draw;

import inkling.dataset.pictures.Orientation;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Text;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Opens a PNG or JPEG that somebody sent, such as a photo from a phone. What it says of its size is read and judged
 * before anything is decoded, it is shrunk while it is decoded, and one picture is decoded at a time.
 */
final class UploadedPicture {
    /** The form's field. */
    static final String FIELD = "picture";

    static final int MOST_BYTES = 15_000_000;
    /** What phones call 50 megapixels: 8,192 x 6,144. */
    private static final long MOST_PIXELS = 8_192L * 6_144;
    /** A decoder keeps a row or more in memory. */
    private static final int MOST_SIDE = 20_000;

    private static final int LEAST_SIDE = 8;
    /** A larger picture is decoded to every second, third... pixel: the network sees 28 x 28 of it. */
    private static final int ENOUGH = 1_000;

    /** Each format with what it may add to bare paper, of 255: a JPEG has waves beside its strokes. */
    private static final Map<String, Integer> FORMATS = Map.of("png", 0, "JPEG", 24);

    /** @throws InvalidInput of {@link #FIELD} with the reason if it is not taken */
    synchronized Drawing open(byte[] file) {
        if (file.length == 0) {
            throw refused("Choose a picture first.");
        }
        if (file.length > MOST_BYTES) {
            throw refused("The file is larger than 15 MB; send a smaller one.");
        }
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            ImageReader reader = reader(in);
            try {
                // Without its metadata, which can unpack to any size.
                reader.setInput(in, true, true);
                return Ink.of(decode(reader), FORMATS.get(reader.getFormatName()))
                        .orElseThrow(
                                () -> refused("Nothing to read was found: no part of the picture is clearly darker, or"
                                        + " clearly lighter, than the paper around it."))
                        .turned(Orientation.of(file));
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            // The last three are how the JDK's readers fail on some broken files.
            throw damaged();
        }
    }

    /** By the file's first bytes, whatever it is called. */
    private static ImageReader reader(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.containsKey(reader.getFormatName())) {
                return reader;
            }
            reader.dispose();
        }
        throw refused("The file is neither a PNG nor a JPEG, whatever its name says.");
    }

    private static BufferedImage decode(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS || Math.max(width, height) > MOST_SIDE) {
            throw refused(Text.of(
                    "The picture has %,d × %,d pixels; at most 50 megapixels are taken, and %,d pixels a side.",
                    width, height, MOST_SIDE));
        }
        if (width < LEAST_SIDE || height < LEAST_SIDE) {
            throw refused(Text.of("The picture has only %d × %d pixels; send at least 8 × 8.", width, height));
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam param = reader.getDefaultReadParam();
        int step = (Math.max(width, height) + ENOUGH - 1) / ENOUGH;
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = reader.read(0, param);
        // A JPEG that ends early is filled up with grey, with no more than a warning.
        if (warnings.stream()
                .anyMatch(warning ->
                        warning.contains("EOI") || warning.contains("Corrupt") || warning.contains("Premature"))) {
            throw damaged();
        }
        return image;
    }

    private static InvalidInput damaged() {
        return refused("The picture cannot be decoded: the file is cut short, damaged, or of an unusual kind.");
    }

    private static InvalidInput refused(String reason) {
        return new InvalidInput(FIELD, reason);
    }
}
