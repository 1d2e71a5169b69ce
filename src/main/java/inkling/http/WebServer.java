package inkling.http;

import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The web server: joins the features' routes with what all of them share. */
public final class WebServer implements AutoCloseable {
    /**
     * How the server is set up.
     *
     * @param host the address it binds
     * @param port the port it binds; 0 for any that is free
     * @param allowedHosts names under which it may be addressed besides its own, as {@code name} or {@code name:port}
     * @param webRoot the class path folder of {@code templates/} and {@code static/}
     * @param webFolder the same as a folder that is read anew each time, for development
     */
    public record Settings(String host, int port, List<String> allowedHosts, String webRoot, Optional<Path> webFolder) {
        /** The program's own pages; from the folder {@code web} where the system property inkling.dev is true. */
        public static Settings of(String host, int port, List<String> allowedHosts) {
            return new Settings(host, port, allowedHosts, "web", Optional.empty());
        }
    }

    /** A feature's addresses. */
    @FunctionalInterface
    public interface Routes {
        /** Adds them. */
        void addTo(RoutesConfig routes);
    }

    /**
     * A server that is not started.
     *
     * @param events the hub whose streams end when the server stops
     * @param pageModel what every page's model contains besides its own, asked anew for each page
     */
    public WebServer(
            Settings settings,
            List<? extends Routes> features,
            EventHub events,
            Supplier<Map<String, Object>> pageModel) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts to listen.
     *
     * @throws java.io.UncheckedIOException with a sentence if the address cannot be bound
     */
    public WebServer start() {
        throw new UnsupportedOperationException();
    }

    /** Where the server can be reached from this machine: {@code http://127.0.0.1:7070}. */
    public URI address() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
