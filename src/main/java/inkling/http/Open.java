package inkling.http;

import io.javalin.security.RouteRole;

/** Marks a route that answers whoever asks, logged in or not. */
public enum Open implements RouteRole {
    TO_ANYBODY
}
