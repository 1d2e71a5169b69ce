package inkling.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as a person types them. */
public final class TypedPath {
    private TypedPath() {}

    /**
     * The path of a text, relative to the working folder.
     *
     * @throws IllegalArgumentException with a sentence if no file can have that name, at least not under this locale
     */
    public static Path of(String text) {
        String absolute = text.startsWith("/") ? text : System.getProperty("user.dir") + "/" + text;
        // What Java could not read of the name of the home or working folder, it has replaced.
        if (!SystemLocale.charset().newEncoder().canEncode(text) || absolute.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException(
                    Text.of("Java cannot open a file named %s under %s", absolute, SystemLocale.advice()));
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no file can be named " + text, e);
        }
    }
}
