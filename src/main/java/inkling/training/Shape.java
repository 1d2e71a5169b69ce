package inkling.training;

import inkling.dataset.augmentation.Augmentation;
import inkling.network.Architecture;
import inkling.network.Preset;
import inkling.text.Figures;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.Written;
import java.math.BigInteger;
import java.util.Locale;

/** What the values of a setting are, and how they are read and written. */
public enum Shape {
    /** Whole numbers, as {@code Integer}. */
    WHOLE("N"),
    /** Whole numbers of any size, as {@code Long}. */
    LONG("N"),
    /** Numbers, as {@code Double}. */
    DECIMAL("X"),
    /** Parts of a whole, 0 to 1, as {@code Double}. */
    SHARE("X"),
    /** On or off, as {@code Boolean}. */
    TRUTH(""),
    /** An {@link Option}, which the setting itself reads, since it knows which there are. */
    CHOICE("NAME"),
    /** An {@link Augmentation}. */
    AUGMENTATION("KINDS"),
    /** A network, as an {@link Architecture}. */
    LAYERS("TEXT");

    private final String placeholder;

    Shape(String placeholder) {
        this.placeholder = placeholder;
    }

    /** What stands for a value in a synopsis: {@code N}. */
    public String placeholder() {
        return placeholder;
    }

    /** Whether its values have sizes. */
    public boolean numeric() {
        return this == WHOLE || this == LONG || this == DECIMAL || this == SHARE;
    }

    /**
     * The value that a text stands for, be it within the setting's bounds or not.
     *
     * @param what whose value it is, in words
     * @throws IllegalArgumentException with a sentence for the user if it stands for none
     */
    public Object read(String what, String text) {
        return switch (this) {
            case WHOLE -> whole(what, text);
            case LONG ->
                Numbers.whole(text)
                        .orElseThrow(() -> wrong(
                                what + " must be a whole number of at most 63 bits, or empty for a random one", text));
            case DECIMAL, SHARE ->
                Numbers.decimal(text)
                        .orElseThrow(() -> wrong(what + " must be a number such as 0.001", text))
                        .doubleValue();
            case TRUTH -> truth(what, text);
            case AUGMENTATION -> Augmentation.of(text);
            case CHOICE -> throw new IllegalArgumentException("a choice is the setting's to read");
            case LAYERS -> Architecture.parse(text);
        };
    }

    private static int whole(String what, String text) {
        // What does not fit into an int is far out of every range; the range's own sentence is the better one.
        return Numbers.integer(text)
                .orElseThrow(() -> wrong(what + " must be a whole number", text))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .intValue();
    }

    private static boolean truth(String what, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw wrong(what + " must be true or false", text);
        };
    }

    private static IllegalArgumentException wrong(String rule, String was) {
        return new IllegalArgumentException(Text.wrong(rule, was));
    }

    /** A value of this type, from a number of another type. */
    Object cast(Object value) {
        return switch (this) {
            case WHOLE -> ((Number) value).intValue();
            case LONG -> ((Number) value).longValue();
            case DECIMAL, SHARE -> ((Number) value).doubleValue();
            case TRUTH -> (Boolean) value;
            case CHOICE -> (Option) value;
            case AUGMENTATION -> value instanceof Augmentation ? value : Augmentation.of(value.toString());
            case LAYERS -> (Architecture) value;
        };
    }

    /** As a person would type it: {@code 0.001} rather than {@code 1.0E-3}; {@link #read} takes it. */
    public String write(Object value) {
        return switch (this) {
            case DECIMAL, SHARE -> Numbers.plain((double) value);
            case CHOICE -> ((Option) value).id();
            case AUGMENTATION, LAYERS -> ((Written) value).text();
            default -> value.toString();
        };
    }

    /** As the pages have it: {@code 1,000}, {@code LeNet-5}, {@code on}. */
    public String show(Object value) {
        return switch (this) {
            case WHOLE -> Figures.count((int) value);
            case LONG, AUGMENTATION -> write(value);
            case DECIMAL, SHARE -> Figures.plain((double) value);
            case TRUTH -> (boolean) value ? "on" : "off";
            case CHOICE -> ((Option) value).title();
            case LAYERS ->
                Preset.of((Architecture) value).map(Preset::title).orElseGet(() -> ((Architecture) value).text());
        };
    }
}
