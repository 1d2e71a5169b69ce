package inkling.draw;

import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.pictures.PictureFile;
import inkling.dataset.pictures.Reframing;
import inkling.draw.Drawing.Seen;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Text;
import java.io.IOException;
import java.util.List;

/** Makes of a picture that somebody sent, such as a photo from a phone, what a network can read. */
final class UploadedPicture {
    /** The form's field. */
    static final String FIELD = "picture";

    static final int MOST_BYTES = 15_000_000;
    private static final int LEAST_SIDE = 8;
    /** Of 255: what a format that keeps pictures roughly may add to bare paper, as waves beside the strokes. */
    private static final int GRAIN = 24;

    private UploadedPicture() {}

    /**
     * What the network sees of it: of MNIST's shape the ink on it, of any other all of it, as the run's images were made.
     *
     * @param fit what happens where it has other proportions
     * @throws InvalidInput of {@link #FIELD} with the reason if it is not taken
     */
    static Seen open(byte[] file, ImageShape shape, Framing.Fit fit) {
        if (file.length == 0) {
            throw refused("Choose a picture first.");
        }
        if (file.length > MOST_BYTES) {
            throw refused("The file is larger than 15 MB; send a smaller one.");
        }
        try {
            return shape.equals(ImageShape.MNIST)
                    ? ink(file).seen(shape)
                    : new Seen(Reframing.ofFile(file, shape, fit), List.of());
        } catch (IOException e) {
            throw refused(Text.of("The picture cannot be read: %s.", e.getMessage()));
        }
    }

    /** @throws IOException whose message follows "The picture cannot be read:" */
    static Drawing ink(byte[] file) throws IOException {
        PictureFile.Header header = PictureFile.header(file);
        if (header.width() < LEAST_SIDE || header.height() < LEAST_SIDE) {
            throw refused(Text.of(
                    "The picture has only %d × %d pixels; send at least 8 × 8.", header.width(), header.height()));
        }
        PictureFile.Decoded decoded = PictureFile.decode(file);
        return Ink.of(decoded.image(), decoded.lossy() ? GRAIN : 0)
                .orElseThrow(() -> refused("Nothing to read was found: no part of the picture is clearly darker, or"
                        + " clearly lighter, than the paper around it."))
                .turned(decoded.orientation());
    }

    private static InvalidInput refused(String reason) {
        return new InvalidInput(FIELD, reason);
    }
}
