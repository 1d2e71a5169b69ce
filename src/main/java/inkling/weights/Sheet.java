package inkling.weights;

import inkling.analysis.Png;
import inkling.analysis.WeightPictures;
import inkling.analysis.WeightPictures.Range;
import inkling.dataset.LabelledImages;
import inkling.inspect.Shown;
import inkling.runs.pages.Figures;
import inkling.weights.Look.Colour;
import inkling.weights.Look.Scale;
import java.util.Base64;

/**
 * The pictures of all units in one file, 25 in a row and in the units' own order: 250 of them are one answer of some
 * 170 kB, which serves every order, every choice of units and the page of each unit.
 */
final class Sheet {
    private static final int SIDE = LabelledImages.SIDE;
    private static final int COLUMNS = 25;
    private static final int STEPS = 256;

    private Sheet() {}

    /**
     * What a scale's colours stand for.
     *
     * @param picture of all its colours from left to right, as a data address
     * @param from what the leftmost colour stands for; empty where that differs from picture to picture
     * @param to the same of the rightmost
     */
    record Legend(String picture, String from, String middle, String to) {}

    static int width() {
        return COLUMNS * SIDE;
    }

    static int height(int units) {
        return (units + COLUMNS - 1) / COLUMNS * SIDE;
    }

    /** Which part of the sheet is a unit's picture, as SVG's {@code viewBox}. */
    static String viewBox(int unit) {
        return "%d %d %d %d".formatted(unit % COLUMNS * SIDE, unit / COLUMNS * SIDE, SIDE, SIDE);
    }

    /**
     * Where the sheet is. The moment at which the run was made is part of the address, so that a browser may keep the
     * file for good even if another home folder has a run of the same number.
     */
    static String url(Shown shown, Look look) {
        return "%s/weights/sheet.png%s&of=%d"
                .formatted(
                        shown.run().url(),
                        look.sheetQuery(shown.epoch()),
                        shown.run().createdAt().toEpochMilli());
    }

    /** The file. */
    static byte[] png(WeightPictures pictures, Look look) {
        byte[] pixels = new byte[width() * height(pictures.units())];
        for (int unit = 0; unit < pictures.units(); unit++) {
            byte[] picture = picture(pictures, unit, look);
            int corner = unit / COLUMNS * SIDE * width() + unit % COLUMNS * SIDE;
            for (int row = 0; row < SIDE; row++) {
                System.arraycopy(picture, row * SIDE, pixels, corner + row * width(), SIDE);
            }
        }
        return Png.of(width(), height(pictures.units()), pixels, look.colour().map);
    }

    private static byte[] picture(WeightPictures pictures, int unit, Look look) {
        if (look.colour() == Colour.SIGNED) {
            return look.scale() == Scale.ALL ? pictures.signedPictureOnOneScale(unit) : pictures.signedPicture(unit);
        }
        return look.scale() == Scale.ALL ? pictures.pictureOnOneScale(unit) : pictures.picture(unit);
    }

    /** The legend of all pictures. */
    static Legend legend(WeightPictures pictures, Look look) {
        if (look.scale() == Scale.ALL) {
            return legend(pictures.range(), look);
        }
        return look.colour() == Colour.SIGNED
                ? new Legend(scale(look), "– its largest", "0", "+ its largest")
                : new Legend(scale(look), "its smallest", "", "its largest weight");
    }

    /** The legend of one unit's picture. */
    static Legend legend(WeightPictures pictures, int unit, Look look) {
        return legend(look.scale() == Scale.ALL ? pictures.range() : pictures.range(unit), look);
    }

    private static Legend legend(Range range, Look look) {
        return look.colour() == Colour.SIGNED
                ? new Legend(scale(look), Figures.signed(-range.limit()), "0", Figures.signed(range.limit()))
                : new Legend(scale(look), Figures.signed(range.min()), "", Figures.signed(range.max()));
    }

    private static String scale(Look look) {
        byte[] steps = new byte[STEPS];
        for (int value = 0; value < STEPS; value++) {
            steps[value] = (byte) value;
        }
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(Png.of(STEPS, 1, steps, look.colour().map));
    }
}
