package inkling.dataset;

import inkling.text.TypedPath;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which images a person asks for.
 *
 * @param kind what they are, or in which format
 * @param path where they lie: a folder, an archive or a file, absolute; needed for those of one's own
 * @param test where a test set lies that is kept apart, absolute
 * @param framing to what shape they are brought
 */
public record DatasetRequest(DatasetKind kind, Optional<String> path, Optional<String> test, Framing framing) {
    /** The longest path, in characters. */
    public static final int LONGEST_PATH = 1_000;

    public DatasetRequest {
        if (path.filter(text -> text.length() > LONGEST_PATH).isPresent()
                || test.filter(text -> text.length() > LONGEST_PATH).isPresent()) {
            throw new IllegalArgumentException("the path is too long");
        }
        if (kind.isOwn() && path.isEmpty()) {
            throw new IllegalArgumentException("a data set of your own needs the path where it lies");
        }
    }

    /** Images as they are. */
    public static DatasetRequest of(DatasetKind kind, Optional<String> path) {
        return new DatasetRequest(kind, path, Optional.empty(), Framing.USUAL);
    }

    /** The same of another kind, such as the one that an automatic choice came to. */
    public DatasetRequest as(DatasetKind other) {
        return new DatasetRequest(other, path, test, framing);
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
