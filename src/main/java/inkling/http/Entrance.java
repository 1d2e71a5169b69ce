package inkling.http;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Set;

/** Finds out who asks, before anything is answered. */
@FunctionalInterface
public interface Entrance {
    /** Everybody may come in, and at the read-only address look. */
    Entrance FREE = (context, roles) -> AtReadOnly.came(context) ? Guest.Anonymous.LOOKING : Guest.Anonymous.ANYBODY;

    /**
     * Who it is.
     *
     * @param roles of the route that is asked for; empty if there is none
     * @throws RuntimeException what refuses the request, or leads elsewhere
     */
    Guest admit(Context context, Set<RouteRole> roles);
}
