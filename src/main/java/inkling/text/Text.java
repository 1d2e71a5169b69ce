package inkling.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Text with values in it, the same on every machine.
 *
 * <p>Programs read what is written here (names of files, addresses, SVG, CSV), and people read it in English; so nothing
 * follows the machine's locale, under which a number may have other digits. A path is isolated from what is beside it.
 */
public final class Text {
    private Text() {}

    /** @param format as {@link java.util.Formatter} takes it */
    public static String of(String format, Object... values) {
        return String.format(
                Locale.ROOT,
                format,
                Arrays.stream(values)
                        .map(value -> value instanceof Path path ? Isolated.of(path) : value)
                        .toArray());
    }

    /** With a capital letter at its beginning. */
    public static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What a field must be, and what it was: {@code epochs must be a whole number, was empty}. */
    public static String wrong(String rule, String was) {
        return rule + ", was " + (was.isEmpty() ? "empty" : was);
    }
}
