package inkling.analysis.slices;

import inkling.text.Named;
import inkling.text.Text;
import java.util.List;

/** How an image looks, as a number. */
public enum Trait implements Named {
    /** Twice the area of the ink over the length of its outline, which is the width of a long stroke. */
    STROKE("stroke width", "thinnest", "thickest", " px", 1, true),
    /** The angle by which what is drawn leans to the right, from its second moments. */
    SLANT("slant", "leaning left most", "leaning right most", "°", 0, true),
    /** The area of the ink as a share of the picture. */
    SIZE("ink area", "smallest", "largest", "\u2009%", 1, true),
    /** The mean over all pixels as a share of white; of what is drawn, the mean over its ink. */
    BRIGHTNESS("brightness", "darkest", "brightest", "\u2009%", 0, false),
    /** The standard deviation over all pixels as a share of white. */
    CONTRAST("contrast", "flattest", "starkest", "\u2009%", 0, false);

    /** Of pictures of strokes or things on a plain ground. */
    static final List<Trait> OF_DRAWN = List.of(STROKE, SLANT, SIZE, BRIGHTNESS);
    /** Of all others, whose every pixel is a part of the picture. */
    static final List<Trait> OF_OTHERS = List.of(BRIGHTNESS, CONTRAST);

    private final String title;
    private final String least;
    private final String most;
    private final String unit;
    private final int decimals;
    private final boolean ofInk;

    Trait(String title, String least, String most, String unit, int decimals, boolean ofInk) {
        this.title = title;
        this.least = least;
        this.most = most;
        this.unit = unit;
        this.decimals = decimals;
        this.ofInk = ofInk;
    }

    public String title() {
        return title;
    }

    /** Whether it means something only of what is drawn on a plain ground. */
    boolean ofInk() {
        return ofInk;
    }

    /**
     * What a bin is called: {@code thinnest, 1.2 to 1.9 px}.
     *
     * @param place of the bin, counted from 0
     */
    String bin(double low, double high, int place, int bins) {
        String range = Text.of("%s to %s%s", number(low), number(high), unit);
        if (place > 0 && place < bins - 1) {
            return range;
        }
        return (place == 0 ? least : most) + ", " + range;
    }

    private String number(double value) {
        // No "-0".
        return Text.of("%." + decimals + "f", value + 0.0)
                .replaceFirst("^-(0(\\.0*)?)$", "$1")
                .replace("-", "\u2212");
    }
}
