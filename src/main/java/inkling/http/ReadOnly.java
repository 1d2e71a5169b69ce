package inkling.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/**
 * What the read-only address refuses; its pages leave out whatever leads there, see {@link ReadOnlyPages}.
 *
 * <p>Which address a request came in at, its connection knows: nothing that the request says of itself is asked.
 */
final class ReadOnly {
    /** The variable of pages that are read only; the others have none. */
    static final String VARIABLE = "readOnly";

    private static final String NAME = ReadOnly.class.getName();

    private final Supplier<InternalRouter> router;

    /** @param router asked when all routes are there */
    ReadOnly(Supplier<InternalRouter> router) {
        this.router = router;
    }

    /** Makes a connection's requests read only. */
    static void name(ServerConnector connector) {
        connector.setName(NAME);
    }

    /** Keeps for whoever asks later where a request came in. */
    static void mark(Request request) {
        if (NAME.equals(request.getConnectionMetaData().getConnector().getName())) {
            request.setAttribute(NAME, true);
        }
    }

    static boolean is(Context context) {
        return context.req().getAttribute(NAME) != null;
    }

    void addTo(RoutesConfig routes) {
        routes.beforeMatched(this::guard);
    }

    private void guard(Context context) {
        if (is(context) && refuses(context.method(), context.routeRoles())) {
            throw new ErrorPages.Refusal(
                    403, "Read-only", "This address is for looking: nothing can be started, changed or deleted here.");
        }
    }

    private static boolean refuses(HandlerType method, Set<RouteRole> roles) {
        return method == HandlerType.GET ? roles.contains(AtReadOnly.REFUSED) : !roles.contains(AtReadOnly.ANSWERED);
    }

    /** Whether a control of a page leads to what is refused; what leads to no route is somebody else's. */
    boolean refuses(String method, String address) {
        HandlerType type = HandlerType.findOrCreate(method.toUpperCase(Locale.ROOT));
        String path = address.replaceFirst("[?#].*", "");
        return Optional.ofNullable(router.get().findFirstHttpHandlerEntry(type, path))
                .filter(route -> refuses(type, roles(route)))
                .isPresent();
    }

    private static Set<RouteRole> roles(ParsedEndpoint route) {
        return Optional.ofNullable(route.endpoint.metadata(Roles.class))
                .map(Roles::getRoles)
                .orElse(Set.of());
    }
}
