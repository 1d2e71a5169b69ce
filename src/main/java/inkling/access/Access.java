package inkling.access;

import inkling.access.Attempts.Key;
import inkling.access.Attempts.Kind;
import inkling.database.Database;
import inkling.errors.UserError;
import inkling.http.Address;
import inkling.http.AtReadOnly;
import inkling.http.Back;
import inkling.http.BasePath;
import inkling.http.Entrance;
import inkling.http.ErrorPages;
import inkling.http.EventHub;
import inkling.http.Guest;
import inkling.http.Open;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.javalin.security.RouteRole;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who comes in: by a cookie that stands for a session, by {@code ?token=} in any address, which gives such a cookie and
 * leads to the address without it, or as a program by {@code Authorization: Bearer}.
 */
public final class Access implements Entrance {
    /** The parameter of an address, as Jupyter's. */
    public static final String TOKEN = "token";

    private static final String BEARER = "Bearer ";
    /** What programs are told that have not logged in. */
    static final String CHALLENGE = "Bearer realm=\"Inkling\"";

    private final LogIn logIn;
    private final People people;
    private final Sessions sessions;
    private final EventHub hub;
    private final Attempts attempts = new Attempts(System::nanoTime);
    private final Tokens tokens = new Tokens();
    private final Optional<String> drawn;
    private final Optional<String> drawnToLook;
    private final String forCommands = Secret.draw();

    /** Leads to an address instead of answering. */
    private static final class Elsewhere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String address;

        Elsewhere(String address) {
            super(address, null, false, false);
            this.address = address;
        }
    }

    /** @param hub whose streams end when those who listen have left */
    public Access(LogIn logIn, People people, Database database, EventHub hub, Clock clock) {
        this.logIn = logIn;
        this.people = people;
        this.sessions = new Sessions(database, clock);
        this.hub = hub;
        drawn = logIn.needed() && logIn.token().isEmpty() ? Optional.of(Secret.draw()) : Optional.empty();
        drawnToLook = logIn.neededToLook() ? Optional.of(Secret.draw()) : Optional.empty();
        logIn.token().or(() -> drawn).ifPresent(token -> tokens.add(token, Role.MANAGE));
        drawnToLook.ifPresent(token -> tokens.add(token, Role.LOOK));
        tokens.add(forCommands, Role.MANAGE);
        sessions.keepTokens(tokens.hashes());
    }

    /** Whether those who come to the dashboard's own address have to log in. */
    public boolean isNeeded() {
        return logIn.needed();
    }

    /** The token that was drawn for this start; empty if one was given, or none is needed. */
    public Optional<String> drawnToken() {
        return drawn;
    }

    /** The same for the read-only address. */
    public Optional<String> drawnTokenToLook() {
        return drawnToLook;
    }

    /** What commands on this machine send along that find the dashboard by its file. */
    public String tokenForCommands() {
        return forCommands;
    }

    /** Says how this class's errors are answered. */
    public static void addTo(RoutesConfig routes) {
        routes.exception(Elsewhere.class, (e, context) -> context.redirect(e.address, HttpStatus.SEE_OTHER));
        routes.exception(UserError.NotLoggedIn.class, (e, context) -> {
            context.header("WWW-Authenticate", CHALLENGE);
            context.header("HX-Refresh", "true"); // Part of a page: the whole of it leads to the log-in.
            ErrorPages.answer(context, e, e.getMessage(), new ErrorPages.Link("/login", "Log in"));
        });
        routes.exception(UserError.TooManyAttempts.class, (e, context) -> {
            context.header("Retry-After", String.valueOf(e.seconds()));
            ErrorPages.answer(context, e, e.getMessage(), new ErrorPages.Link("/login", "Log in"));
        });
    }

    @Override
    public Guest admit(Context context, Set<RouteRole> roles) {
        takeToken(context);
        if (!isNeeded(context)) {
            return Visitor.anybody(AtReadOnly.came(context) ? Role.LOOK : Role.MANAGE);
        }
        if (roles.contains(Open.TO_ANYBODY)) {
            return Guest.Anonymous.NOBODY; // Whoever it is: files are asked for by the dozen.
        }
        return visitor(context).orElseThrow(() -> outside(context));
    }

    /** Whether whoever sends a request has to log in. */
    boolean isNeeded(Context context) {
        return AtReadOnly.came(context) ? logIn.neededToLook() : logIn.needed();
    }

    /** Nobody has come in: a person is led to the log-in and from there to what they asked for. */
    private static RuntimeException outside(Context context) {
        boolean readsPage = context.method() == HandlerType.GET
                && Optional.ofNullable(context.header("Accept")).orElse("").contains("text/html");
        if (readsPage) {
            return new Elsewhere(
                    new Address("/login").with("to", asked(context)).toString());
        }
        return new UserError.NotLoggedIn(
                context.method() == HandlerType.GET
                        ? "Log in to see this; a program sends a token, as Authorization: Bearer."
                        : "Nobody is logged in here, or not any more: nothing was done. Log in, come back to the page and"
                                + " send it again.");
    }

    /** The address that was asked for, without a token. */
    private static String asked(Context context) {
        String query = Arrays.stream(
                        Optional.ofNullable(context.queryString()).orElse("").split("&"))
                .filter(each -> !each.isEmpty() && !each.startsWith(TOKEN + "="))
                .collect(Collectors.joining("&"));
        return Back.checked(context.path() + (query.isEmpty() ? "" : "?" + query), "/");
    }

    /** A token in an address must not stay there, where it would come into histories and other sites' logs. */
    private void takeToken(Context context) {
        String token = context.queryParam(TOKEN);
        if (token == null || context.method() != HandlerType.GET) {
            return;
        }
        if (isNeeded(context) && !logIn(context, token)) {
            throw new Elsewhere(new Address("/login")
                    .with("to", asked(context))
                    .with("wrong", TOKEN)
                    .toString());
        }
        throw new Elsewhere(asked(context));
    }

    /** Who has come in; empty if nobody has. */
    Optional<Visitor> visitor(Context context) {
        String sent = Optional.ofNullable(context.header("Authorization")).orElse("");
        Optional<Visitor> visitor = sent.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? role(context, sent.substring(BEARER.length()).strip()).map(Visitor::program)
                : Optional.ofNullable(context.cookie(cookieName(context)))
                        .flatMap(sessions::use)
                        .flatMap(this::visitor);
        return AtReadOnly.came(context) ? visitor.map(Visitor::looking) : visitor;
    }

    private Optional<Visitor> visitor(Sessions.Session session) {
        Optional<Role> role =
                session.person().map(Person::role).or(() -> session.token().flatMap(tokens::ofHash));
        Optional<String> name = session.person().map(Person::name);
        return role.map(known -> new Visitor(
                name,
                known,
                Optional.of(name.orElse("Token")),
                Optional.of(session.secret()),
                () -> sessions.isOpen(session.secret())));
    }

    private Optional<Role> role(Context context, String token) {
        Key address = new Key(Kind.ADDRESS, network(context.ip()));
        attempts.check(address);
        Optional<Role> role = tokens.role(token);
        if (role.isEmpty()) {
            attempts.begin(address);
        }
        return role;
    }

    /** Begins a session of whoever knows a token; false if it is none. */
    boolean logIn(Context context, String token) {
        boolean right = role(context, token).isPresent();
        if (right) {
            begin(context, sessions.open(Secret.hash(token)));
        }
        return right;
    }

    /** Begins a session of a person; false if name and password do not belong together. */
    boolean logIn(Context context, String name, String password) {
        Key[] keys = {new Key(Kind.ADDRESS, network(context.ip())), new Key(Kind.NAME, name.toLowerCase(Locale.ROOT))};
        attempts.begin(keys);
        Optional<Person> person = people.identify(name, password);
        person.ifPresent(known -> {
            attempts.succeeded(keys);
            begin(context, sessions.open(known));
        });
        return person.isPresent();
    }

    /** A session of its own for each log-in, whatever cookie was sent along: nobody can have given it beforehand. */
    private void begin(Context context, String cookie) {
        endSession(context);
        setCookie(context, cookie, -1);
    }

    /** Ends the session that a request came with, if any, and its streams. */
    void logOut(Context context) {
        endSession(context);
        setCookie(context, "", 0);
    }

    private void endSession(Context context) {
        Optional.ofNullable(context.cookie(cookieName(context)))
                .map(Secret::hash)
                .ifPresent(sessions::end);
        hub.endOfThoseWhoLeft();
    }

    /**
     * Not {@code SameSite=Strict}: who follows a link in a mail would be asked to log in once more. No page changes
     * anything when it is only asked for, and forms of other sites are refused by their origin.
     */
    private static void setCookie(Context context, String value, int maxAge) {
        Cookie cookie = new Cookie(cookieName(context), value);
        cookie.setPath(BasePath.of(context).before("/"));
        cookie.setMaxAge(maxAge);
        cookie.setHttpOnly(true);
        cookie.setSecure(context.scheme().equals("https"));
        cookie.setSameSite(SameSite.LAX);
        context.cookie(cookie);
    }

    /** Browsers do not tell the ports of a host apart. */
    private static String cookieName(Context context) {
        return "inkling-" + context.req().getLocalPort();
    }

    /** An address, or of those of which a household has billions the part that it has in common. */
    private static String network(String ip) {
        try {
            InetAddress address = InetAddress.getByName(ip);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, 8)
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            return ip;
        }
    }
}
