package inkling.draw;

import inkling.analysis.CentreOfMass;
import inkling.dataset.Framing;
import inkling.dataset.ImageShape;
import inkling.dataset.LabelledImages;
import inkling.dataset.pictures.Reframing;
import inkling.errors.UserError.InvalidInput;
import inkling.text.Text;
import java.util.EnumSet;
import java.util.List;
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
     * The bytes of a canvas.
     *
     * @param shape of the run's images, whose proportions it has
     * @throws InvalidInput of the field {@code pixels} if it has others, or nothing is drawn on it
     */
    static Drawing ofCanvas(byte[] pixels, ImageShape shape) {
        if (!shape.isGrey()) {
            throw new InvalidInput("pixels", "The run’s images are in colour; send a picture instead of a drawing.");
        }
        double scale = Math.sqrt((double) pixels.length / shape.plane());
        int width = (int) Math.round(shape.width() * scale);
        int height = (int) Math.round(shape.height() * scale);
        if (width * height != pixels.length || scale < 1 || scale > mostScale(shape)) {
            throw new InvalidInput(
                    "pixels",
                    Text.of(
                            "Send one byte a pixel, 0 for background to 255 for ink, of a picture of %d × %d pixels or up to %d times as many a side; these were %d bytes.",
                            shape.width(), shape.height(), mostScale(shape), pixels.length));
        }
        Drawing drawing = new Drawing(pixels, width, height, Set.of());
        if (drawing.blank()) {
            throw new InvalidInput("pixels", "Nothing is drawn yet.");
        }
        return drawing;
    }

    private static int mostScale(ImageShape shape) {
        return Math.max(1, MOST_SIDE / Math.max(shape.width(), shape.height()));
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

    /** What the network sees of it: of MNIST's shape centred as MNIST's digits are, of any other as it was drawn. */
    Seen seen(ImageShape shape) {
        if (shape.equals(ImageShape.MNIST)) {
            List<String> notes =
                    treatments.stream().sorted().map(each -> each.sentence).toList();
            return new Seen(CentreOfMass.centred(pixels, width, height), notes);
        }
        LabelledImages drawn = new LabelledImages(new ImageShape(1, height, width), pixels, new byte[1]);
        return new Seen(Reframing.of(drawn, shape, Framing.Fit.STRETCH).pixels(), List.of());
    }

    /**
     * A picture as the network sees it.
     *
     * @param pixels one byte a number: C x H x W
     * @param notes what was done to it before, as sentences
     */
    record Seen(byte[] pixels, List<String> notes) {}
}
