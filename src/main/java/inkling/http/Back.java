package inkling.http;

import java.util.Map;

/** Where a form leads back to, which says so itself. */
public final class Back {
    /** A page of this program and a place on it, never of another site. */
    private static final String PLACES = "/(?!/)[\\x21-\\x7e&&[^#\\\\]]{0,4000}(#[a-z0-9-]{1,40})?";

    private Back() {}

    /** @param otherwise where it leads if it says nothing, or says another site */
    public static String of(Map<String, String> fields, String otherwise) {
        String back = fields.getOrDefault("back", "");
        return back.matches(PLACES) ? back : otherwise;
    }
}
