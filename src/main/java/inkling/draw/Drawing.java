package inkling.draw;

import inkling.analysis.CentreOfMass;
import inkling.dataset.LabelledImages;
import inkling.http.UserError.InvalidInput;
import inkling.text.Text;

/**
 * A drawing as it came, light on dark.
 *
 * @param pixels one byte a pixel, 0 (background) to 255 (ink), row by row: width x height; owned by the drawing
 * @param inverted whether it came dark on light
 */
record Drawing(byte[] pixels, int width, int height, boolean inverted) {
    private static final int MOST_SIDE = 512;

    Drawing {
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
        if (side * side != pixels.length || side < LabelledImages.SIDE || side > MOST_SIDE) {
            throw new InvalidInput(
                    "pixels",
                    Text.of(
                            "Send one byte a pixel, 0 for background to 255 for ink, of a square of %d to %d pixels a side; these were %d bytes.",
                            LabelledImages.SIDE, MOST_SIDE, pixels.length));
        }
        Drawing drawing = new Drawing(pixels, side, side, false);
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

    /** The 28 x 28 picture that the network sees. */
    byte[] centred() {
        return CentreOfMass.centred(pixels, width, height);
    }
}
