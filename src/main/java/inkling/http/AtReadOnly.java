package inkling.http;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;

/** What the read-only address makes of a route whose method does not say it: GET is answered there, all else is not. */
public enum AtReadOnly implements RouteRole {
    /** It works something out for whoever asks, and keeps nothing. */
    ANSWERED,
    /** Its page is there to change something. */
    REFUSED;

    /** Whether a request came in at that address, where a page that is answered may have to leave something out. */
    public static boolean asks(Context context) {
        return ReadOnly.is(context);
    }
}
