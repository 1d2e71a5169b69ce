package inkling.dataset.augmentation;

import inkling.text.Figures;
import inkling.text.Named;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.function.DoublePredicate;

/**
 * One kind of change that training images may be given at random, in the order in which they are written and drawn.
 *
 * <p>They mean what torchvision's transforms of these names do, on bytes before normalisation.
 *
 * @see <a href="https://pytorch.org/vision/stable/transforms.html">torchvision's transforms</a>
 */
public enum Change implements Named {
    /** By an angle uniform in -strength to strength: {@code RandomRotation(strength)}. */
    ROTATE(
            "Rotation",
            "degrees",
            5,
            1,
            "above 0 and at most 180 degrees",
            "Turned about the centre by up to so many degrees, either way.",
            strength -> strength <= 180),
    /** By whole pixels along each axis: {@code RandomCrop(size, padding=strength)}; below 1, of the side's length. */
    SHIFT(
            "Shift",
            "pixels",
            2,
            2,
            "a whole number of pixels up to 64, or a part of the side up to 0.5",
            "Moved by up to so many pixels along each axis; below 1, by such a part of the side.",
            strength -> strength <= 0.5 || strength <= 64 && strength == Math.rint(strength)),
    /** By a factor uniform in 1 - strength to 1 + strength: {@code RandomAffine(0, scale=(1 - strength, 1 + strength))}. */
    SCALE(
            "Scale",
            "of its size",
            0.1,
            1,
            "above 0 and at most 0.9",
            "Made larger or smaller by up to such a part of its size.",
            strength -> strength <= 0.9),
    /** Left for right, every second image: {@code RandomHorizontalFlip()}. */
    FLIP(
            "Flip",
            "",
            0,
            1,
            "",
            "Every second image with left and right exchanged. Not for letters and digits.",
            strength -> true),
    /** By a factor uniform in 1 - strength to 1 + strength: {@code ColorJitter(brightness=strength)}. */
    BRIGHTNESS(
            "Brightness",
            "brighter or darker",
            0.2,
            1,
            "above 0 and at most 1",
            "Every pixel multiplied by one number, up to so far from 1.",
            strength -> strength <= 1),
    /** A rectangle made black, with this probability: {@code RandomErasing(p=strength)} before normalisation. */
    ERASE(
            "Erasing",
            "of the images",
            0.25,
            5,
            "a probability above 0 and at most 1",
            "In such a part of the images, a rectangle of 2 to 33 % of the picture is made black.",
            strength -> strength <= 1);

    private final String title;
    private final String unit;
    private final double usual;
    private final int draws;
    private final String rule;
    private final String help;
    private final DoublePredicate allowed;

    /**
     * @param unit what a strength counts; empty if there is none to choose
     * @param usual a strength to begin with
     * @param draws random numbers that an image takes, whatever comes of them
     * @param rule what a strength must be
     * @param allowed whether a strength above 0 may be that
     */
    Change(String title, String unit, double usual, int draws, String rule, String help, DoublePredicate allowed) {
        this.title = title;
        this.unit = unit;
        this.usual = usual;
        this.draws = draws;
        this.rule = rule;
        this.help = help;
        this.allowed = allowed;
    }

    public String title() {
        return title;
    }

    /** What a strength counts: {@code degrees}. */
    public String unit() {
        return unit;
    }

    public String help() {
        return help;
    }

    /** Whether how much can be chosen, and not only whether. */
    public boolean hasStrength() {
        return !unit.isEmpty();
    }

    /** A strength to begin with, as a text. */
    public String usualText() {
        return hasStrength() ? Numbers.plain(usual) : "";
    }

    int draws() {
        return draws;
    }

    /**
     * The strength that a text stands for; 1 where there is none to choose.
     *
     * @throws IllegalArgumentException with a sentence for the user if it stands for none, or for one that it must not be
     */
    public double strength(String text) {
        if (!hasStrength()) {
            if (!text.isEmpty()) {
                throw new IllegalArgumentException(Text.of("%s takes no number, was %s %s", id(), id(), text));
            }
            return 1;
        }
        return Numbers.decimal(text)
                .map(Number::doubleValue)
                .filter(number -> number > 0 && allowed.test(number))
                .orElseThrow(() -> new IllegalArgumentException(
                        Text.wrong(Text.of("%s must be %s, such as %s %s", id(), rule, id(), usualText()), text)));
    }

    /** As {@link Augmentation#of} reads it: {@code rotate 5}. */
    String text(double strength) {
        return hasStrength() ? id() + " " + Figures.plain(strength) : id();
    }
}
