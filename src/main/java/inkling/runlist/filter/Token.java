package inkling.runlist.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, a quoted text, a sign or a parenthesis of a filter.
 *
 * @param text a quoted text's without its quotes
 * @param start its first character, counted from 0
 * @param end the first one behind it
 */
record Token(Type type, String text, int start, int end) {
    enum Type {
        WORD,
        QUOTED,
        OPERATOR,
        OPEN,
        CLOSE,
        END
    }

    private static final String SIGNS = "=!<>~";

    boolean is(Type other) {
        return type == other;
    }

    /** Whether it is the word {@code and}, {@code or} or {@code not}. */
    boolean is(String keyword) {
        return type == Type.WORD && text.equalsIgnoreCase(keyword);
    }

    /** The tokens of a text, an END last. */
    static List<Token> of(String filter) throws FilterException {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < filter.length()) {
            char c = filter.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            Token token = switch (c) {
                case '(' -> new Token(Type.OPEN, "(", at, at + 1);
                case ')' -> new Token(Type.CLOSE, ")", at, at + 1);
                case '"', '\'' -> quoted(filter, at);
                default -> isSign(filter, at) ? operator(filter, at) : word(filter, at);
            };
            tokens.add(token);
            at = token.end;
        }
        tokens.add(new Token(Type.END, "", filter.length(), filter.length()));
        return tokens;
    }

    /** A {@code !} is a sign only before {@code =}, so that "wow!" is a word. */
    private static boolean isSign(String filter, int at) {
        char c = filter.charAt(at);
        return c == '!' ? filter.startsWith("!=", at) : SIGNS.indexOf(c) >= 0;
    }

    private static Token operator(String filter, int start) throws FilterException {
        int end = start + 1;
        while (end < filter.length() && isSign(filter, end)) {
            end++;
        }
        if (filter.charAt(start) == '!') {
            end = Math.max(end, start + 2);
        }
        String sign = filter.substring(start, end);
        // As programmers write it.
        String plain = sign.equals("==") ? "=" : sign;
        if (Operator.of(plain).isEmpty()) {
            throw new FilterException(
                    "there is no comparison " + sign + "; there are = != < <= > >= and ~", start, end);
        }
        return new Token(Type.OPERATOR, plain, start, end);
    }

    private static Token word(String filter, int start) {
        int end = start;
        while (end < filter.length() && !endsWord(filter, end)) {
            end++;
        }
        return new Token(Type.WORD, filter.substring(start, end), start, end);
    }

    private static boolean endsWord(String filter, int at) {
        char c = filter.charAt(at);
        return Character.isWhitespace(c) || "()\"".indexOf(c) >= 0 || isSign(filter, at);
    }

    /** A backslash takes the next character as it is. */
    private static Token quoted(String filter, int start) throws FilterException {
        char quote = filter.charAt(start);
        StringBuilder text = new StringBuilder();
        for (int at = start + 1; at < filter.length(); at++) {
            char c = filter.charAt(at);
            if (c == quote) {
                return new Token(Type.QUOTED, text.toString(), start, at + 1);
            }
            if (c == '\\' && at + 1 < filter.length()) {
                at++;
                c = filter.charAt(at);
            }
            text.append(c);
        }
        throw new FilterException("this " + quote + " has no second one", start, filter.length());
    }
}
