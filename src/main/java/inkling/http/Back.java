package inkling.http;

import java.util.Map;

/** Where a form leads back to, which says so itself. */
public final class Back {
    /** A page of this program and a place on it, never of another site. */
    private static final String PLACES = "/(?!/)[\\x21-\\x7e&&[^#\\\\]]{0,4000}(#[a-z0-9-]{1,40})?";

    private Back() {}

    /** The field {@code back} of a form, or another address if it is none of this program. */
    public static String of(Map<String, String> fields, String otherwise) {
        return checked(fields.getOrDefault("back", ""), otherwise);
    }

    /** An address, or another one if it is none of this program. */
    public static String checked(String address, String otherwise) {
        return address.matches(PLACES) ? address : otherwise;
    }
}
