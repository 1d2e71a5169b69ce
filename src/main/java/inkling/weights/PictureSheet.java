package inkling.weights;

import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.WeightPictures;
import inkling.analysis.pictures.WeightPictures.Range;
import inkling.archive.runs.Run;
import inkling.dataset.ImageShape;
import inkling.errors.UserError.InvalidInput;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import inkling.weights.PictureOptions.Scale;
import java.util.Base64;
import java.util.function.IntFunction;

/**
 * The pictures of all units in one file, 25 in a row and in the units' own order: 250 of them are one answer of some
 * 170 kB, which serves every order, every choice of units and the page of each unit.
 */
public final class PictureSheet {
    private static final int SIDE = ImageShape.MNIST.width();
    private static final int COLUMNS = 25;
    private static final int STEPS = 256;

    private PictureSheet() {}

    /** The colour maps to choose from. */
    public enum Colour implements Named {
        BONE(ColourMap.BONE),
        SIGNED(ColourMap.SIGNED);

        private final ColourMap map;

        Colour(ColourMap map) {
            this.map = map;
        }
    }

    /**
     * What a scale's colours stand for.
     *
     * @param picture of all its colours from left to right, as a data address
     * @param from what the leftmost colour stands for; empty where that differs from picture to picture
     * @param to the same of the rightmost
     */
    public record Legend(String picture, String from, String middle, String to) {}

    public static int width() {
        return COLUMNS * SIDE;
    }

    public static int height(int units) {
        return (units + COLUMNS - 1) / COLUMNS * SIDE;
    }

    /** Which part of the sheet is a unit's picture, as SVG's {@code viewBox}. */
    public static String viewBox(int unit) {
        return Text.of("%d %d %d %d", unit % COLUMNS * SIDE, unit / COLUMNS * SIDE, SIDE, SIDE);
    }

    /**
     * Where the sheet is. The moment at which the run was made is part of the address, so that a browser may keep the
     * file for good even if another home folder has a run of the same number.
     */
    static String url(EpochRequest request, PictureOptions look) {
        return url(request.run(), look.sheetQuery(request.epoch()));
    }

    /** Where the sheet is as it is usually looked at. */
    public static String url(Run run, int epoch) {
        return url(run, PictureOptions.USUAL.sheetQuery(epoch));
    }

    /** Where a sheet is whose colours reach over a range of weights, so that the pictures of several runs compare. */
    public static String url(Run run, int epoch, Colour colour, Range range) {
        return url(run, Text.of("?epoch=%d&colour=%s&range=%s:%s", epoch, colour.id(), range.min(), range.max()));
    }

    private static String url(Run run, String query) {
        return Text.of(
                "%s/weights/sheet.png%s&of=%d",
                run.url(), query, run.createdAt().toEpochMilli());
    }

    /** @throws InvalidInput if the text is no range such as an address has it */
    static Range range(String text) {
        String number = "-?\\d{1,6}(\\.\\d{1,12})?(E-?\\d{1,2})?";
        if (!text.matches(number + ":" + number)) {
            throw new InvalidInput("range", "range must be two weights such as -0.5:0.5, was " + text);
        }
        String[] ends = text.split(":");
        return new Range(Float.parseFloat(ends[0]), Float.parseFloat(ends[1]));
    }

    /** The file, with each picture's colours over its own range of weights or one for all. */
    static byte[] png(WeightPictures pictures, PictureOptions look) {
        boolean one = look.scale() == Scale.ALL;
        return png(pictures, look.colour(), unit -> one ? pictures.range() : pictures.range(unit));
    }

    /** The file with the colours over a range that is given. */
    static byte[] png(WeightPictures pictures, Colour colour, Range range) {
        return png(pictures, colour, unit -> range);
    }

    private static byte[] png(WeightPictures pictures, Colour colour, IntFunction<Range> ranges) {
        byte[] pixels = new byte[width() * height(pictures.units())];
        for (int unit = 0; unit < pictures.units(); unit++) {
            Range range = ranges.apply(unit);
            byte[] picture =
                    colour == Colour.SIGNED ? pictures.signedPicture(unit, range) : pictures.picture(unit, range);
            int corner = unit / COLUMNS * SIDE * width() + unit % COLUMNS * SIDE;
            for (int row = 0; row < SIDE; row++) {
                System.arraycopy(picture, row * SIDE, pixels, corner + row * width(), SIDE);
            }
        }
        return Png.of(width(), height(pictures.units()), pixels, colour.map);
    }

    /** The legend of all pictures. */
    static Legend legend(WeightPictures pictures, PictureOptions look) {
        if (look.scale() == Scale.ALL) {
            return legend(pictures.range(), look.colour());
        }
        return look.colour() == Colour.SIGNED
                ? new Legend(scale(look.colour()), "– its largest", "0", "+ its largest")
                : new Legend(scale(look.colour()), "its smallest", "", "its largest weight");
    }

    /** The legend of one unit's picture. */
    static Legend legend(WeightPictures pictures, int unit, PictureOptions look) {
        return legend(look.scale() == Scale.ALL ? pictures.range() : pictures.range(unit), look.colour());
    }

    /** The legend of pictures whose colours reach over a range of weights. */
    public static Legend legend(Range range, Colour colour) {
        return colour == Colour.SIGNED
                ? new Legend(scale(colour), Figures.signed(-range.limit()), "0", Figures.signed(range.limit()))
                : new Legend(scale(colour), Figures.signed(range.min()), "", Figures.signed(range.max()));
    }

    private static String scale(Colour colour) {
        byte[] steps = new byte[STEPS];
        for (int value = 0; value < STEPS; value++) {
            steps[value] = (byte) value;
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Png.of(STEPS, 1, steps, colour.map));
    }
}
