package inkling.archive;

import inkling.archive.runs.Run;
import inkling.errors.UserError.NotFound;
import inkling.text.Numbers;
import inkling.text.Text;
import inkling.text.Written;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names one of a run's images, as a person types it and an address has it: {@code test:12}.
 *
 * @param index its position in the split, counted from 0
 */
public record ImageName(ImageSplit split, int index) implements Written {
    private static final Pattern WRITTEN = Pattern.compile("(?:(test|train|validation):)?(\\d{1,9})");

    /**
     * Reads such a name; a number alone is a test image's.
     *
     * @return empty if the text is none; whether there is such an image is not looked at
     */
    public static Optional<ImageName> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new ImageName(
                        written.group(1) == null ? ImageSplit.TEST : ImageSplit.of(written.group(1)),
                        Integer.parseInt(written.group(2))))
                : Optional.empty();
    }

    /**
     * The image of a split that a number means.
     *
     * @param images how many the split has
     * @throws NotFound with a sentence if it means none
     */
    public static ImageName of(ImageSplit split, String index, int images) {
        return new ImageName(
                split,
                Numbers.whole(index, 0, images - 1)
                        .orElseThrow(() -> new NotFound(Text.of(
                                "There is no %s image %s; they are counted from 0 to %d.",
                                split.title(), index, images - 1))));
    }

    /** What the image is called at the head of a page: {@code Training image 7}. */
    public String heading() {
        String title = split.title();
        return Text.of("%s%s image %d", Character.toUpperCase(title.charAt(0)), title.substring(1), index);
    }

    /** The address of its page, without an epoch. */
    public String url(Run run) {
        return url(run.id());
    }

    /** The same of the run of that number. */
    public String url(long run) {
        return Text.of("%s/images/%s/%d", Run.url(run), split.id(), index);
    }

    @Override
    public String text() {
        return split.id() + ":" + index;
    }

    @Override
    public String toString() {
        return text();
    }
}
