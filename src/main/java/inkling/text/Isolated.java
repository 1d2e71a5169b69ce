package inkling.text;

import java.text.Bidi;

/**
 * Keeps the direction of a text that somebody typed from turning what stands beside it, by the isolates of Unicode's
 * bidirectional algorithm (UAX 9), which hold where no markup is: in titles, options, attributes, canvases, sentences.
 */
public final class Isolated {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private Isolated() {}

    /** The text as it may stand among others; one that reads from left to right, or is isolated already, as it is. */
    public static String of(Object typed) {
        String text = typed.toString();
        return isSafe(text) ? text : FIRST_STRONG_ISOLATE + closed(text) + POP_ISOLATE;
    }

    /** What was given to {@link #of}, should somebody send that back. */
    public static String bare(String text) {
        boolean whole = text.length() >= 2
                && text.charAt(0) == FIRST_STRONG_ISOLATE
                && text.charAt(text.length() - 1) == POP_ISOLATE;
        return whole ? text.substring(1, text.length() - 1) : text;
    }

    /** The text without any isolates. */
    public static String bareAll(String text) {
        return text.replaceAll("[" + FIRST_STRONG_ISOLATE + POP_ISOLATE + "]", "");
    }

    /** Whether all of it that could turn something stands between an isolate and its end. */
    private static boolean isSafe(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == POP_ISOLATE) {
                depth--;
            } else if (opens(c)) {
                depth++;
            } else if (depth == 0 && turns(text, i)) {
                return false;
            }
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    private static boolean turns(String text, int at) {
        char c = text.charAt(at);
        boolean control = c >= '\u202a' && c <= '\u202e' || c == '\u200f';
        return control
                || Bidi.requiresBidi(
                        Character.toChars(text.codePointAt(at)), 0, Character.charCount(text.codePointAt(at)));
    }

    private static boolean opens(char c) {
        return c >= '\u2066' && c <= FIRST_STRONG_ISOLATE;
    }

    /** With an end for each isolate in it, and none that ends what is around it. */
    private static String closed(String text) {
        StringBuilder closed = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            if (c != POP_ISOLATE || depth > 0) {
                closed.append(c);
            }
            depth = opens(c) ? depth + 1 : c == POP_ISOLATE ? Math.max(0, depth - 1) : depth;
        }
        return closed.append(String.valueOf(POP_ISOLATE).repeat(depth)).toString();
    }
}
