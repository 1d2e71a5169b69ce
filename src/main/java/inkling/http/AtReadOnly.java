package inkling.http;

import io.javalin.security.RouteRole;

/** What the read-only address makes of a route whose method does not say it: GET is answered there, all else is not. */
public enum AtReadOnly implements RouteRole {
    /** It works something out for whoever asks, and keeps nothing. */
    ANSWERED,
    /** Its page is there to change something. */
    REFUSED
}
