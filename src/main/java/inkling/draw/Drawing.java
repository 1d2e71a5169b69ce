package inkling.draw;

import inkling.analysis.CentreOfMass;
import inkling.dataset.ImageShape;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Text;
import java.util.EnumSet;
import java.util.Set;

/**
 * A drawing, light on dark.
 *
 * @param pixels one byte a pixel, 0 (background) to 255 (ink), row by row: width x height; owned by the drawing
 * @param treatments what was done to the picture that it came from
 */
record Drawing(byte[] pixels, int width, int height, Set<Treatment> treatments) {
    private static final int MOST_SIDE = 512;
    private static final int UPRIGHT = 1;

    /** What makes a drawing out of a picture, in words for who sent it. */
    enum Treatment {
        TURNED("The photo was turned upright, as the camera noted in it."),
        EVENED("The light on the picture was uneven, so each point was compared with the paper around it."),
        INVERTED("The picture was dark on light, so it was inverted: the network learnt from light on dark.");

        final String sentence;

        Treatment(String sentence) {
            this.sentence = sentence;
        }
    }

    Drawing {
        treatments = Set.copyOf(treatments);
        if (pixels.length != width * height) {
            throw new IllegalArgumentException(
                    Text.of("%d x %d pixels expected, were %d", width, height, pixels.length));
        }
    }

    /**
     * The bytes of a square canvas.
     *
     * @throws InvalidInput of the field {@code pixels} if they are no square, or nothing is drawn on it
     */
    static Drawing ofCanvas(byte[] pixels) {
        int side = (int) Math.round(Math.sqrt(pixels.length));
        if (side * side != pixels.length || side < ImageShape.MNIST.width() || side > MOST_SIDE) {
            throw new InvalidInput(
                    "pixels",
                    Text.of(
                            "Send one byte a pixel, 0 for background to 255 for ink, of a square of %d to %d pixels a side; these were %d bytes.",
                            ImageShape.MNIST.width(), MOST_SIDE, pixels.length));
        }
        Drawing drawing = new Drawing(pixels, side, side, Set.of());
        if (drawing.blank()) {
            throw new InvalidInput("pixels", "Nothing is drawn yet.");
        }
        return drawing;
    }

    boolean blank() {
        for (byte pixel : pixels) {
            if (pixel != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The drawing as the camera was held.
     *
     * @param orientation as EXIF numbers them: 1 is upright, the even ones up to 4 and the odd ones from 5 are mirrored
     */
    Drawing turned(int orientation) {
        if (orientation <= UPRIGHT || orientation > 8) {
            return this;
        }
        boolean onItsSide = orientation >= 5;
        boolean fromTheRight = Set.of(2, 3, 7, 8).contains(orientation);
        boolean fromBelow = Set.of(3, 4, 6, 7).contains(orientation);
        int across = onItsSide ? height : width;
        byte[] turned = new byte[pixels.length];
        for (int i = 0; i < turned.length; i++) {
            int column = onItsSide ? i / across : i % across;
            int row = onItsSide ? i % across : i / across;
            turned[i] =
                    pixels[(fromBelow ? height - 1 - row : row) * width + (fromTheRight ? width - 1 - column : column)];
        }
        EnumSet<Treatment> treated = EnumSet.of(Treatment.TURNED);
        treated.addAll(treatments);
        return new Drawing(turned, across, pixels.length / across, treated);
    }

    /** The 28 x 28 picture that the network sees. */
    byte[] centred() {
        return CentreOfMass.centred(pixels, width, height);
    }
}
