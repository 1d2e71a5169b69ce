package inkling.weights;

import inkling.analysis.pictures.ColourMap;
import inkling.analysis.pictures.Png;
import inkling.analysis.pictures.Range;
import inkling.analysis.pictures.Sheet;
import inkling.analysis.pictures.WeightPictures;
import inkling.archive.runs.Run;
import inkling.errors.UserError.InvalidInput;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Text;
import inkling.weights.PictureOptions.Scale;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Where the pictures of a layer's units are: all of them in one file, in the units' own order. 250 of the notebook's are
 * one answer of some 170 kB, which serves every order, every choice of units and the page of each unit.
 */
public final class PictureSheet {
    private static final int STEPS = 256;

    private PictureSheet() {}

    /** The colour maps to choose from. */
    public enum Colour implements Named {
        BONE(ColourMap.BONE),
        SIGNED(ColourMap.SIGNED),
        /** Of weights of coloured pictures: red, green and blue together, each with its zero at half. */
        RGB(ColourMap.BONE);

        private final ColourMap map;

        Colour(ColourMap map) {
            this.map = map;
        }

        /** What there is to choose for a layer. */
        public static List<Colour> of(WeightPictures pictures) {
            return pictures.planes().coloured() ? List.of(RGB, BONE, SIGNED) : List.of(BONE, SIGNED);
        }

        public String title() {
            return this == RGB ? "in colour" : id();
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

    /** How the pictures stand in the file. */
    public static Sheet sheet(WeightPictures pictures, Colour colour) {
        return colour == Colour.RGB ? pictures.colourSheet() : pictures.sheet();
    }

    /**
     * Where the sheet is. The moment at which the run was made is part of the address, so that a browser may keep the
     * file for good even if another home folder has a run of the same number.
     */
    static String url(EpochRequest request, PictureOptions look) {
        return url(request.run(), look.sheetQuery(request.epoch()));
    }

    /** Where the sheet of the first layer is as it is usually looked at. */
    public static String url(Run run, int epoch, WeightPictures pictures) {
        return url(run, PictureOptions.usual(pictures).sheetQuery(epoch));
    }

    /** Where a sheet is whose colours reach over a range of weights, so that the pictures of several runs compare. */
    public static String url(Run run, int epoch, WeightPictures pictures, Colour colour, Range range) {
        return url(
                run,
                Text.of(
                        "?epoch=%d&layer=%s&colour=%s&range=%s:%s",
                        epoch, pictures.layer().id(), colour.id(), range.min(), range.max()));
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
        Sheet sheet = sheet(pictures, colour);
        return switch (colour) {
            case RGB -> sheet.png(unit -> pictures.colourPicture(unit, ranges.apply(unit)));
            case SIGNED -> sheet.png(colour.map, unit -> pictures.signedPicture(unit, ranges.apply(unit)));
            case BONE -> sheet.png(colour.map, unit -> pictures.picture(unit, ranges.apply(unit)));
        };
    }

    /** The legend of all pictures. */
    static Legend legend(WeightPictures pictures, PictureOptions look) {
        if (look.scale() == Scale.ALL) {
            return legend(pictures.range(), look.colour());
        }
        return look.colour() == Colour.BONE
                ? new Legend(scale(look.colour()), "its smallest", "", "its largest weight")
                : new Legend(scale(look.colour()), "– its largest", "0", "+ its largest");
    }

    /** The legend of one unit's picture. */
    static Legend legend(WeightPictures pictures, int unit, PictureOptions look) {
        return legend(look.scale() == Scale.ALL ? pictures.range() : pictures.range(unit), look.colour());
    }

    /** The legend of pictures whose colours reach over a range of weights. */
    public static Legend legend(Range range, Colour colour) {
        return colour == Colour.BONE
                ? new Legend(scale(colour), Figures.signed(range.min()), "", Figures.signed(range.max()))
                : new Legend(scale(colour), Figures.signed(-range.limit()), "0", Figures.signed(range.limit()));
    }

    private static String scale(Colour colour) {
        return Png.address(ramp(colour));
    }

    /** From the least to the most; of red, green and blue together it is a plain grey. */
    private static byte[] ramp(Colour colour) {
        if (colour == Colour.RGB) {
            return Png.of(STEPS, 1, value -> value * 0x010101);
        }
        byte[] steps = new byte[STEPS];
        for (int value = 0; value < STEPS; value++) {
            steps[value] = (byte) value;
        }
        return Png.of(STEPS, 1, steps, colour.map);
    }
}
