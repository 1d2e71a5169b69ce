package inkling.text;

import java.util.Locale;

/**
 * Text with values in it, the same on every machine.
 *
 * <p>Programs read what is written here (names of files, addresses, SVG, CSV), and people read it in English; so nothing
 * follows the machine's locale, under which a number may have other digits.
 */
public final class Text {
    private Text() {}

    /** @param format as {@link java.util.Formatter} takes it */
    public static String of(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
