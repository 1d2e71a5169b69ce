package inkling.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/**
 * What those who may look only are answered, at the read-only address and elsewhere; it is said of a route whose method
 * does not say it: GET is answered, all else is not.
 */
public enum AtReadOnly implements RouteRole {
    /** It works something out for whoever asks, and keeps nothing. */
    ANSWERED,
    /** Its page is there to change something. */
    REFUSED;

    private static final String NAME = AtReadOnly.class.getName();
    private static final Guest.Refused FOR_LOOKING = new Guest.Refused(
            "Read-only", "This address is for looking: nothing can be started, changed or deleted here.");

    /** Why something is refused to who may look only; empty if it is not. */
    public static Optional<Guest.Refused> refuses(Guest.Asked asked) {
        boolean refused = asked.method() == HandlerType.GET
                ? asked.roles().contains(REFUSED)
                : !asked.roles().contains(ANSWERED) && !asked.roles().contains(Open.TO_ANYBODY);
        return refused ? Optional.of(FOR_LOOKING) : Optional.empty();
    }

    /** Whether whoever asks may look only, where a page that is answered may have to leave something out. */
    public static boolean asks(Context context) {
        return Guest.of(context).looksOnly();
    }

    /**
     * Whether a request came in at the read-only address, which its connection knows: nothing that the request says of
     * itself is asked.
     */
    public static boolean came(Context context) {
        return context.req().getAttribute(NAME) != null;
    }

    /** Makes a connection's address the read-only one. */
    static void name(ServerConnector connector) {
        connector.setName(NAME);
    }

    /** Keeps for whoever asks later where a request came in. */
    static void mark(Request request) {
        if (NAME.equals(request.getConnectionMetaData().getConnector().getName())) {
            request.setAttribute(NAME, true);
        }
    }
}
