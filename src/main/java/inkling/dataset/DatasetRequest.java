package inkling.dataset;

import inkling.text.Printable;
import inkling.text.TypedPath;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which images a person asks for.
 *
 * @param kind what they are, or in which format
 * @param path where they lie: a folder, an archive or a file, absolute; needed for those of one's own
 * @param test where a test set lies that is kept apart, absolute
 * @param framing to what shape they are brought
 * @param version which corrections of them; empty for the images as they were found
 */
public record DatasetRequest(
        DatasetKind kind, Optional<String> path, Optional<String> test, Framing framing, Optional<Version> version) {
    /** The longest path, in characters. */
    public static final int LONGEST_PATH = 1_000;

    /** What stands before it; not by a path, which Java cannot make of every name under every locale. */
    private static final Pattern LAST_NAME = Pattern.compile(".*[/\\\\](?=.)", Pattern.DOTALL);

    public DatasetRequest {
        if (path.filter(text -> text.length() > LONGEST_PATH).isPresent()
                || test.filter(text -> text.length() > LONGEST_PATH).isPresent()) {
            throw new IllegalArgumentException("the path is too long");
        }
        if (kind.isOwn() && path.isEmpty()) {
            throw new IllegalArgumentException("a data set of your own needs the path where it lies");
        }
    }

    /**
     * Corrections that a person made, and gave a name.
     *
     * @param id counted from 1
     */
    public record Version(long id, String name) {}

    /** As they were found. */
    public DatasetRequest(DatasetKind kind, Optional<String> path, Optional<String> test, Framing framing) {
        this(kind, path, test, framing, Optional.empty());
    }

    /** Images as they are. */
    public static DatasetRequest of(DatasetKind kind, Optional<String> path) {
        return new DatasetRequest(kind, path, Optional.empty(), Framing.USUAL);
    }

    /** The same images with other corrections. */
    public DatasetRequest with(Optional<Version> corrections) {
        return new DatasetRequest(kind, path, test, framing, corrections);
    }

    /** The same of another kind, such as the one that an automatic choice came to. */
    public DatasetRequest as(DatasetKind other) {
        return new DatasetRequest(other, path, test, framing, version);
    }

    /** What they are called in a few words: as the last part of where they lie, or by their kind. */
    public String brief() {
        return path.map(place -> Printable.of(LAST_NAME.matcher(place).replaceFirst("")))
                .orElseGet(kind::brief);
    }

    /**
     * The path, to be opened.
     *
     * @throws DatasetException with a sentence if this process cannot open files of such a name
     */
    public Optional<Path> file() {
        return path.map(DatasetRequest::opened);
    }

    /** The test set's path, likewise. */
    public Optional<Path> testFile() {
        return test.map(DatasetRequest::opened);
    }

    private static Path opened(String text) {
        try {
            return TypedPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new DatasetException(e.getMessage() + ".");
        }
    }
}
