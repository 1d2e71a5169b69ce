package inkling.http;

import io.javalin.http.Context;
import io.javalin.http.util.MultipartUtil;
import jakarta.servlet.MultipartConfigElement;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What every answer carries, and which requests get none: a page of another site must neither read what is here (by a
 * name of its own that points to this machine) nor change it.
 */
final class Security {
    /** Every header of every answer. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            // Not no-referrer: browsers would then send "Origin: null" with the forms of our own pages.
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "X-Frame-Options",
            "DENY");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+?)\\.?(?::(\\d{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]*)\"?");

    /** Nobody can have these names point to another machine, and a forwarded port is reached under them. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    /** Headers by which proxies make themselves known. */
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    private final String ownName;
    private final Optional<String> readOnlyName;
    private final Set<String> allowedHosts;
    private final boolean bindsEverything;
    private final IntSupplier port;
    private final long maxBodyBytes;

    /**
     * Knows by which names it may be addressed.
     *
     * @param port the port that is bound, asked when the server has started
     */
    Security(WebServer.Settings settings, IntSupplier port, long maxBodyBytes) {
        this.ownName = nameOfAddress(settings.host());
        this.readOnlyName = settings.readOnly().map(at -> nameOfAddress(at.host()));
        this.allowedHosts = new LinkedHashSet<>();
        settings.allowedHosts().forEach(allowed -> allowedHosts.add(allowed.toLowerCase(Locale.ROOT)));
        this.bindsEverything = bindsEverything(settings.host());
        this.port = port;
        this.maxBodyBytes = maxBodyBytes;
    }

    private static String nameOfAddress(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    }

    private static boolean bindsEverything(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false; // Binding it will fail, and say so.
        }
    }

    /** Gives the answer its headers, then refuses what must be refused; called before anything else. */
    void guard(Context context) {
        HEADERS.forEach(context::header);
        context.header("Cache-Control", "no-cache");
        String host = Optional.ofNullable(context.header("Host")).orElse("").toLowerCase(Locale.ROOT);
        if (!isOurs(host, context)) {
            throw new ErrorPages.Refusal(
                    421,
                    "This server does not know itself as " + printable(host) + "."
                            + nameOf(host).map(this::howToAllow).orElse(""));
        }
        if (!SAFE_METHODS.contains(context.method().name())) {
            refuseOtherSites(context, host);
        }
    }

    private boolean isOurs(String host, Context context) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        if (allowedHosts.contains(name) || allowedHosts.contains(host) || LOOPBACK.contains(name)) {
            return true;
        }
        // Any port: a container's may be published under another one. An address cannot be made to point elsewhere.
        if (AtReadOnly.came(context)) {
            return readOnlyName.equals(Optional.of(name))
                    || ADDRESS.matcher(name).matches();
        }
        if (bindsEverything) {
            return ownName.equals(name) || ADDRESS.matcher(name).matches();
        }
        int asked = parts.group(2) == null ? 80 : Integer.parseInt(parts.group(2));
        return ownName.equals(name) && asked == port.getAsInt();
    }

    /** What is to be set, as it is to be written, for a name to be one of ours. */
    private String howToAllow(String name) {
        Set<String> names = new LinkedHashSet<>(allowedHosts);
        names.add(name);
        String value = String.join(",", names);
        return " If browsers are to reach it so, start it with --allowed-hosts " + value + ", or INKLING_ALLOWED_HOSTS="
                + value + ".";
    }

    /** The name without its port; empty if it is none. */
    private static Optional<String> nameOf(String host) {
        Matcher parts = HOST.matcher(host);
        return parts.matches() && printable(parts.group(1)).equals(parts.group(1))
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    private void refuseOtherSites(Context context, String host) {
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header("Origin");
        boolean otherSite = site != null && !site.equals("same-origin") && !site.equals("none");
        boolean otherOrigin = origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
        if (otherOrigin && !otherSite && !origin.equals("null") && cameThroughProxy(context)) {
            throw new ErrorPages.Refusal(403, hiddenHost(origin.toLowerCase(Locale.ROOT), host, context));
        }
        if (otherSite || otherOrigin) {
            throw new ErrorPages.Refusal(
                    403, "Another site's page sent this, which only this site's own pages may do.");
        }
    }

    /** A browser alone would have asked for the host that its page came from, or said that the page is another site's. */
    private static boolean cameThroughProxy(Context context) {
        return "same-origin".equals(context.header("Sec-Fetch-Site"))
                || context.protocol().equals("HTTP/1.0")
                || OF_PROXIES.stream().anyMatch(header -> context.header(header) != null);
    }

    /** Refused all the same: who says what host it was is the proxy, and this one does not. */
    private String hiddenHost(String origin, String host, Context context) {
        String outside = origin.replaceFirst("^https?://", "");
        return "This came through a proxy that hides under which name it is reached: the page is of "
                + printable(outside)
                + ", the proxy asked for " + printable(host)
                + ". Let it pass the name on (nginx: proxy_set_header Host $http_host;)."
                + (isOurs(outside, context)
                        ? ""
                        : nameOf(outside).map(this::howToAllow).orElse(""));
    }

    /** Refuses a body that is larger than its route takes, or is no UTF-8; called when the route is known. */
    void guardBody(Context context) {
        Optional<LargeBody> large = context.routeRoles().stream()
                .flatMap(role -> role instanceof LargeBody body ? Stream.of(body) : Stream.empty())
                .findFirst();
        long most = large.map(LargeBody::bytes).orElse(maxBodyBytes);
        if (context.req().getContentLengthLong() > most) {
            context.header("Connection", "close"); // There may be more than is worth reading.
            throw new ErrorPages.Refusal(413, "A request's body must not exceed " + most + " bytes.");
        }
        large.ifPresent(body -> context.attribute(
                MultipartUtil.MULTIPART_CONFIG_ATTRIBUTE,
                new MultipartConfigElement(body.folder().toString(), most, most, 1)));
        Matcher charset = CHARSET.matcher(
                Optional.ofNullable(context.header("Content-Type")).orElse("").toLowerCase(Locale.ROOT));
        if (charset.find()
                && !charset.group(1).equals("utf-8")
                && !charset.group(1).equals("utf8")) {
            throw new ErrorPages.Refusal(415, "Send text in UTF-8.");
        }
    }

    private static String printable(String host) {
        String name = host.replaceAll("[^a-z0-9.:\\[\\]-]", "?");
        return name.isEmpty() ? "without a name" : name.substring(0, Math.min(name.length(), 100));
    }
}
