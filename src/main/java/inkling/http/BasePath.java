package inkling.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Below which path of its host the program stands for whoever asks: none, or one such as {@code /inkling}.
 *
 * <p>Every address that the program knows or makes begins at its own root. What comes in has the path taken off before
 * anything looks at it; what goes out gets it here, page, JSON and redirect alike, so that no page has to think of it.
 *
 * @param path empty, or segments that each begin with a slash
 */
public record BasePath(String path) {
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~%@+-]+)*");
    /** A quote within a text is always escaped, so this can only be a name and the beginning of its value. */
    private static final Pattern ADDRESS_IN_JSON = Pattern.compile("(\"(?:[a-z_]+_)?(?:url|picture|restore)\":\")/");

    /** The program has its host for itself. */
    public static final BasePath NONE = new BasePath("");

    /** @throws IllegalArgumentException if it is no such path */
    public BasePath {
        if (path.length() > 200 || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("must be a path such as /inkling, was " + path);
        }
    }

    /**
     * Reads what a person or a proxy wrote: {@code inkling}, {@code /inkling} and {@code /inkling/} are the same.
     *
     * @throws IllegalArgumentException if it is no path
     */
    public static BasePath of(String text) {
        String path = text.strip().replaceFirst("/+$", "");
        return new BasePath(path.isEmpty() || path.startsWith("/") ? path : "/" + path);
    }

    /** Where this request asked for the program. */
    public static BasePath of(Context context) {
        return context.req().getAttribute(BasePath.class.getName()) instanceof BasePath base ? base : NONE;
    }

    /** An address of the program as browsers have to ask for it; one that leads elsewhere stays as it is. */
    public String before(String address) {
        return address.startsWith("/") ? path + address : address;
    }

    /** The same for every address in what {@link Json} wrote. */
    String inJson(String json) {
        return path.isEmpty()
                ? json
                : ADDRESS_IN_JSON.matcher(json).replaceAll("$1" + Matcher.quoteReplacement(path) + "/");
    }

    /** The same for an answer as a whole, where it is no page: where it leads, and what its JSON says. */
    static void complete(Context context) throws IOException {
        BasePath base = of(context);
        if (base.equals(NONE)) {
            return;
        }
        Optional.ofNullable(context.res().getHeader("Location"))
                .ifPresent(location -> context.header("Location", base.before(location)));
        InputStream result = context.resultInputStream();
        String type = Optional.ofNullable(context.res().getContentType()).orElse("");
        if (result != null && type.startsWith("application/json")) {
            String json = new String(result.readAllBytes(), StandardCharsets.UTF_8);
            context.result(base.inJson(json).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A path that was asked for, as the program knows it. */
    String off(String asked) {
        if (asked.equals(path)) {
            return "/";
        }
        // A proxy that has taken it off already is as right as one that has not.
        return asked.startsWith(path + "/") ? asked.substring(path.length()) : asked;
    }
}
