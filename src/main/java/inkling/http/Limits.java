package inkling.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.InternalRouter;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Asks who is there, and refuses what is not for them; their pages leave out whatever leads there, see {@link LimitedPages}. */
final class Limits {
    private final Supplier<InternalRouter> router;
    private final Entrance entrance;

    /** @param router asked when all routes are there */
    Limits(Supplier<InternalRouter> router, Entrance entrance) {
        this.router = router;
        this.entrance = entrance;
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::admit);
        routes.beforeMatched(Limits::guard);
    }

    private void admit(Context context) {
        Guest guest = entrance.admit(context, roles(context.method(), context.path()));
        context.req().setAttribute(Guest.class.getName(), guest);
    }

    private static void guard(Context context) {
        String query = Optional.ofNullable(context.queryString()).orElse("");
        Guest.Asked asked = new Guest.Asked(context.method(), context.path(), query, context.routeRoles());
        Guest.of(context).refuses(asked).ifPresent(refused -> {
            throw new ErrorPages.Refusal(403, refused.title(), refused.sentence());
        });
    }

    private Set<RouteRole> roles(HandlerType method, String path) {
        return Optional.ofNullable(router.get().findFirstHttpHandlerEntry(method, path))
                .map(route -> route.endpoint.metadata(Roles.class))
                .map(Roles::getRoles)
                .orElse(Set.of());
    }

    private boolean isThere(HandlerType method, String path) {
        return router.get().findFirstHttpHandlerEntry(method, path) != null;
    }

    /** What a page's template knows of who looks at it. */
    Map<String, Object> model(Guest guest) {
        return guest.looksOnly()
                ? Map.of("guest", guest, "readOnly", true, LimitedPages.VARIABLE, new OfPage(this, guest))
                : Map.of("guest", guest);
    }

    /** The limits of one page. */
    record OfPage(Limits limits, Guest guest) {
        /** Whether a control leads to what is refused; what leads to no route is somebody else's. */
        boolean refuses(String method, String address) {
            HandlerType type = HandlerType.findOrCreate(method.toUpperCase(Locale.ROOT));
            String[] parts = address.replaceFirst("#.*", "").split("\\?", 2);
            return limits.isThere(type, parts[0])
                    && guest.refuses(new Guest.Asked(
                                    type, parts[0], parts.length > 1 ? parts[1] : "", limits.roles(type, parts[0])))
                            .isPresent();
        }
    }
}
