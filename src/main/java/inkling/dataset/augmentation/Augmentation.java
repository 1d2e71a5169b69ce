package inkling.dataset.augmentation;

import static java.util.stream.Collectors.joining;

import inkling.dataset.ImageShape;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.text.Written;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is changed of each training image at random, anew in every epoch.
 *
 * @param open whether the images decide, once they are known
 * @param strengths of each kind of change that is on; each above 0
 */
public record Augmentation(boolean open, Map<Change, Double> strengths) implements Written {
    /** Images stay as they are. */
    public static final Augmentation NONE = new Augmentation(false, Map.of());

    /** The notebook's, for handwriting: a flipped digit is another one, or none. */
    public static final Augmentation DIGITS = new Augmentation(false, Map.of(Change.ROTATE, 5.0, Change.SHIFT, 2.0));

    /** The usual one for small photos: at 32 x 32 pixels, 4 of them, as CIFAR-10 is trained with (He et al. 2016). */
    public static final Augmentation PHOTOS = new Augmentation(false, Map.of(Change.SHIFT, 0.125, Change.FLIP, 1.0));

    /** How one is typed. */
    public static final String GRAMMAR = Text.of(
            "Usual (digits for grey images, none for grey ones of less than 16 pixels a side, photos for coloured ones), none, digits (%s), photos (%s), or of your own, such as rotate 10, scale 0.1, brightness 0.2, erase 0.25.",
            DIGITS, PHOTOS);

    /** A grey image of a shorter side is left as it is: two pixels take a digit of 8 x 8 out of its picture. */
    private static final int LEAST_SIDE = 16;

    private static final String OPEN = "usual";
    private static final String NO_CHANGE = "none";

    /** What is usual for the images, once they are known. */
    public static final Augmentation USUAL = new Augmentation(true, Map.of());

    public Augmentation {
        Map<Change, Double> ordered = new EnumMap<>(Change.class);
        ordered.putAll(strengths);
        strengths = Collections.unmodifiableMap(ordered);
    }

    /** The same for images that are known: usual is that of photos for coloured ones, that of digits for grey ones, if any. */
    public Augmentation on(ImageShape shape) {
        if (!open) {
            return this;
        }
        boolean tiny = Math.min(shape.height(), shape.width()) < LEAST_SIDE;
        return !shape.isGrey() ? PHOTOS : tiny ? NONE : DIGITS;
    }

    /**
     * Reads {@code rotate 5, shift 2, flip}, or one of the words {@code usual}, {@code none}, {@code digits} and {@code photos};
     * {@code true} and {@code on} are the digits', {@code false} and {@code off} none.
     *
     * @throws IllegalArgumentException with a sentence for the user that begins with the kind of change that is wrong
     */
    public static Augmentation of(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case OPEN -> USUAL;
            case "digits", "true", "on" -> DIGITS;
            case "photos" -> PHOTOS;
            case NO_CHANGE, "false", "off" -> NONE;
            default -> listed(text);
        };
    }

    private static Augmentation listed(String text) {
        Map<Change, Double> strengths = new EnumMap<>(Change.class);
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+", 2);
            Change change = change(words[0], text);
            double strength = change.strength(words.length == 1 ? "" : words[1]);
            if (strengths.put(change, strength) != null) {
                throw new IllegalArgumentException(
                        Text.of("%s stands there more than once, was %s", change.id(), text));
            }
        }
        return new Augmentation(false, strengths);
    }

    private static Change change(String word, String text) {
        return Arrays.stream(Change.values())
                .filter(each -> each.id().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Text.wrong(
                        Text.of(
                                "augmentation must be usual, none, digits, photos, or some of %s, such as %s",
                                Arrays.stream(Change.values()).map(Change::id).collect(joining(", ")), DIGITS),
                        text)));
    }

    /** As {@link #of} reads it, in one spelling. */
    @Override
    public String text() {
        if (strengths.isEmpty()) {
            return open ? OPEN : NO_CHANGE;
        }
        return strengths.entrySet().stream()
                .map(each -> each.getKey().text(each.getValue()))
                .collect(joining(", "));
    }

    /** The same as a part of a run's name. */
    public String brief() {
        return equals(NONE) ? "not augmented" : open ? "augmented" : text();
    }

    /** How much of a kind of change there is, as a form has it; empty if it is off. */
    public Optional<String> strengthText(Change change) {
        return Optional.ofNullable(strengths.get(change))
                .map(strength -> change.hasStrength() ? Figures.plain(strength) : "");
    }

    /** How much of a kind of change there is; 0 if it is off. */
    double strength(Change change) {
        return strengths.getOrDefault(change, 0.0);
    }

    /** For the sentence of a wrong value. */
    @Override
    public String toString() {
        return text();
    }
}
