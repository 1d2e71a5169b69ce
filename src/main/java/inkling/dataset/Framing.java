package inkling.dataset;

import inkling.text.Named;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * To what shape images are brought.
 *
 * @param size of every image; empty for what suits the data
 * @param channels 1 for grey, 3 for colour; empty for what the data have
 * @param fit what happens where an image has other proportions
 */
public record Framing(Optional<Size> size, Optional<Integer> channels, Fit fit) {
    /** As the data have it. */
    public static final Framing USUAL = new Framing(Optional.empty(), Optional.empty(), Fit.PAD);

    /** In pixels. */
    public record Size(int width, int height) {
        public Size {
            if (width < 1 || width > ImageShape.LONGEST_SIDE || height < 1 || height > ImageShape.LONGEST_SIDE) {
                throw new IllegalArgumentException(Text.of(
                        "the image size must be two numbers from 1 to %d, such as 32x32, was %dx%d",
                        ImageShape.LONGEST_SIDE, width, height));
            }
        }

        /** Reads {@code 64x48}, the width first. */
        public static Size of(String text) {
            String[] sides = text.strip().split("[x×X]", -1);
            OptionalInt width = Numbers.whole(sides[0].strip(), 1, ImageShape.LONGEST_SIDE);
            OptionalInt height = Numbers.whole(sides[sides.length - 1].strip(), 1, ImageShape.LONGEST_SIDE);
            if (sides.length > 2 || width.isEmpty() || height.isEmpty()) {
                throw new IllegalArgumentException(Text.of(
                        "the image size must be a width and a height from 1 to %d, such as 32x32, was %s",
                        ImageShape.LONGEST_SIDE, text));
            }
            return new Size(width.getAsInt(), height.getAsInt());
        }

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /** What happens to an image whose proportions are not those that are wanted. */
    public enum Fit implements Named {
        PAD("Keep them, with black at the sides", "shrunk to fit with its proportions kept, with black at its sides"),
        CROP("Keep them, and cut off what lies beyond", "scaled to fill, with what lies beyond cut off"),
        STRETCH("Stretch the image", "stretched");

        private final String title;
        private final String words;

        Fit(String title, String words) {
            this.title = title;
            this.words = words;
        }

        /** What a form calls it. */
        public String title() {
            return title;
        }

        /** What was done, to follow "each was". */
        public String words() {
            return words;
        }

        /** @throws IllegalArgumentException with a sentence for the user if there is none */
        public static Fit of(String id) {
            return Words.choose("fit", List.of(values()), Fit::id, id);
        }
    }

    public Framing {
        if (channels.isPresent() && channels.get() != 1 && channels.get() != 3) {
            throw new IllegalArgumentException("channels must be 1 (grey) or 3 (colour), were " + channels.get());
        }
    }

    /** The shape where it does not depend on the images; empty where it does. */
    public Optional<ImageShape> whole() {
        return size.flatMap(each -> channels.map(count -> new ImageShape(count, each.height(), each.width())));
    }

    /** The shape that is asked for, of images that have one. */
    public ImageShape of(ImageShape found) {
        return new ImageShape(
                channels.orElse(found.channels()),
                size.map(Size::height).orElse(found.height()),
                size.map(Size::width).orElse(found.width()));
    }
}
