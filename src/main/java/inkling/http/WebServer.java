package inkling.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.config.SizeUnit;
import io.javalin.json.JsonMapper;
import io.javalin.router.InternalRouter;
import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server: joins the features' routes with what all of them share. */
public final class WebServer implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 4 << 20;
    /** A body that comes drop by drop holds a thread; a stream that waits for news is not idle in this sense. */
    private static final int IDLE_MILLIS = 5_000;

    private final Settings settings;
    private final Javalin javalin;
    private Optional<ServerConnector> readOnlyConnector = Optional.empty();

    /**
     * How the server is set up.
     *
     * @param host the address it binds
     * @param port the port it binds; 0 for any that is free
     * @param allowedHosts names under which it may be addressed besides its own, as {@code name} or {@code name:port}
     * @param webRoot the class path folder of {@code templates/} and {@code static/}
     * @param webFolder the same as a folder that is read anew each time, for development
     * @param proxies what stands before it
     * @param readOnly where it listens as well, for who may look only
     * @param tls what it proves with who it is; without it speaks plain HTTP
     */
    public record Settings(
            String host,
            int port,
            List<String> allowedHosts,
            String webRoot,
            Optional<Path> webFolder,
            Proxies proxies,
            Optional<ReadOnlyAddress> readOnly,
            Optional<Tls> tls) {
        /** Copies the names. */
        public Settings {
            allowedHosts = List.copyOf(allowedHosts);
        }

        /** A server that browsers reach without a detour. */
        Settings(String host, int port, List<String> allowedHosts, String webRoot, Optional<Path> webFolder) {
            this(host, port, allowedHosts, webRoot, webFolder, Proxies.NONE, Optional.empty(), Optional.empty());
        }

        /** The program's own pages; from the folder {@code web} where the system property inkling.dev is true. */
        public static Settings of(String host, int port, List<String> allowedHosts) {
            Optional<Path> webFolder =
                    Boolean.getBoolean("inkling.dev") ? Optional.of(Path.of("web")) : Optional.empty();
            return new Settings(host, port, allowedHosts, "web", webFolder);
        }

        /** The same behind proxies. */
        public Settings behind(Proxies proxies) {
            return new Settings(host, port, allowedHosts, webRoot, webFolder, proxies, readOnly, tls);
        }

        /** The same, with a read-only address if there is to be one. */
        public Settings with(Optional<ReadOnlyAddress> readOnly) {
            return new Settings(host, port, allowedHosts, webRoot, webFolder, proxies, readOnly, tls);
        }

        /** The same over TLS if there is a certificate. */
        public Settings secured(Optional<Tls> tls) {
            return new Settings(host, port, allowedHosts, webRoot, webFolder, proxies, readOnly, tls);
        }
    }

    /** A server, not started, that everybody may enter. */
    public WebServer(
            Settings settings, Consumer<RoutesConfig> pages, EventHub events, Supplier<Map<String, Object>> pageModel) {
        this(settings, pages, events, guest -> pageModel.get(), Entrance.FREE);
    }

    /**
     * A server that is not started.
     *
     * @param pages adds the addresses of the features
     * @param events the hub whose streams it serves, which end when it stops
     * @param pageModel what every page's model contains besides its own, asked anew for each page of a guest
     * @param entrance who is let in
     */
    public WebServer(
            Settings settings,
            Consumer<RoutesConfig> pages,
            EventHub events,
            Function<Guest, Map<String, Object>> pageModel,
            Entrance entrance) {
        this.settings = settings;
        Assets assets = new Assets(settings.webRoot(), settings.webFolder());
        Limits limits = new Limits(this::router, entrance);
        Views views = new Views(settings.webRoot(), settings.webFolder(), assets, limits, pageModel);
        Security security = new Security(settings, this::port, MAX_BODY_BYTES);
        ErrorPages errorPages = new ErrorPages();
        javalin = Javalin.create(config -> {
            configureHttp(config);
            configureJetty(config, errorPages);
            config.fileRenderer(views);
            config.jsonMapper(new OurJson());
            config.events.serverStopping(events::close);
            config.routes.before(security::guard);
            limits.addTo(config.routes);
            config.routes.beforeMatched(security::guardBody);
            config.routes.get("/static/<file>", assets::serveOwn, Open.TO_ANYBODY);
            config.routes.get("/webjars/<file>", assets::serveWebjar, Open.TO_ANYBODY);
            config.routes.get("/events", events::open);
            pages.accept(config.routes);
            config.routes.after(BasePath::complete);
            config.routes.after(UnreadBody::discard);
            errorPages.addTo(config.routes);
        });
    }

    private static void configureHttp(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.generateEtags = true;
        config.http.prefer405over404 = true;
        config.router.javaLangErrorHandler(ErrorPages::onError);
    }

    private void configureJetty(JavalinConfig config, ErrorPages errorPages) {
        config.jetty.multipartConfig.maxFileSize(MAX_BODY_BYTES, SizeUnit.BYTES);
        config.jetty.multipartConfig.maxTotalRequestSize(MAX_BODY_BYTES, SizeUnit.BYTES);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.DEFAULT);
            // By which name it was asked for, Security judges: certificates are seldom for numbers.
            settings.tls().ifPresent(tls -> http.addCustomizer(new SecureRequestCustomizer(false)));
            http.addCustomizer(new Incoming(settings.proxies()));
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errorPages);
            if (server.getThreadPool() instanceof QueuedThreadPool threads) {
                // Else it lets a single one of its idle threads go each minute, and after a rush keeps hundreds for
                // hours.
                threads.setMaxEvictCount(threads.getMaxThreads());
            }
        });
        config.jetty.modifyServletContextHandler(context -> {
            context.setErrorHandler(errorPages);
            // No sessions: nothing is remembered of a browser, least of all in the links of its pages.
            context.getSessionHandler().setUsingCookies(false);
            context.getSessionHandler().setUsingUriParameters(false);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings.host(), settings.port()));
        settings.readOnly()
                .ifPresent(at -> config.jetty.addConnector((server, http) -> {
                    ServerConnector connector = connector(server, http, at.host(), at.port());
                    AtReadOnly.name(connector);
                    readOnlyConnector = Optional.of(connector);
                    return connector;
                }));
    }

    private ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = settings.tls()
                .map(tls ->
                        new ServerConnector(server, new SslConnectionFactory(tls.jetty(), plain.getProtocol()), plain))
                .orElseGet(() -> new ServerConnector(server, plain));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException with a sentence if the address cannot be bound
     */
    public WebServer start() {
        try {
            javalin.start();
            return this;
        } catch (JavalinBindException e) {
            BindException cause = new BindException(e.getMessage());
            cause.initCause(e);
            throw new UncheckedIOException(notBound(e), cause);
        }
    }

    private String notBound(JavalinBindException e) {
        // The connector that was opened first says its port from then on.
        boolean first = javalin.port() < 0 || settings.readOnly().isEmpty();
        int port = first ? settings.port() : settings.readOnly().get().port();
        String host = first ? settings.host() : settings.readOnly().get().host();
        return "Port " + port + " of " + host + " is in use or not ours to use; choose another one with "
                + (first ? "--port." : "--read-only-port.");
    }

    /** A method and the pattern of the addresses that answer to it, as {@code /runs/{id}}. */
    public record Route(String method, String path) {}

    /** Every route there is, this class's own and the features'. */
    public List<Route> routes() {
        return router().allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(each -> each.method.isHttpMethod())
                .map(each -> new Route(each.method.name(), each.path))
                .toList();
    }

    private InternalRouter router() {
        return javalin.unsafe.internalRouter;
    }

    /** The port that is bound, once the server has started. */
    public int port() {
        return javalin.port();
    }

    /** Where the server can be reached from this machine: {@code http://127.0.0.1:7070}, with its base path if it has one. */
    public URI address() {
        return address(settings.host(), port());
    }

    /** Where it can be reached to look only, from other machines if it listens to any. */
    public Optional<URI> readOnlyAddress() {
        return readOnlyConnector.map(connector -> address(
                connector.getHost().equals("0.0.0.0") ? inItsNetwork().orElse("0.0.0.0") : connector.getHost(),
                connector.getLocalPort()));
    }

    private static Optional<String> inItsNetwork() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(WebServer::isReached)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .min(Comparator.comparing(each -> !each.isSiteLocalAddress()))
                    .map(InetAddress::getHostAddress);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    /** Whether other machines may reach this one by it: not those of tunnels, containers and virtual machines. */
    private static boolean isReached(NetworkInterface each) {
        try {
            return each.isUp()
                    && !each.isLoopback()
                    && !each.isPointToPoint()
                    && !each.isVirtual()
                    && !each.getName().matches("(docker|br-|veth|virbr).*");
        } catch (SocketException e) {
            return false;
        }
    }

    private URI address(String bound, int port) {
        String host = switch (bound) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> bound;
        };
        return URI.create((settings.tls().isPresent() ? "https://" : "http://")
                + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port
                + settings.proxies().base().path());
    }

    /** Ends the event streams, then stops listening. */
    @Override
    public void close() {
        javalin.stop();
    }

    /** Lets {@code context.json(value)} write as {@link Json} does. */
    private static final class OurJson implements JsonMapper {
        @Override
        public String toJsonString(Object value, Type type) {
            return Json.write(value);
        }
    }
}
