package inkling;

import inkling.http.Proxies;
import inkling.http.ReadOnlyAddress;
import inkling.http.WebServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the dashboard is run.
 *
 * @param host address to listen on
 * @param port 0 to 65,535; 0 takes a free one
 * @param allowedHosts further host names that a browser may ask for
 * @param proxies what stands between browsers and the dashboard
 * @param readOnly where a class may look on, if anywhere
 * @param home folder of the database, checkpoints and downloads
 */
record Settings(
        String host,
        int port,
        List<String> allowedHosts,
        Proxies proxies,
        Optional<ReadOnlyAddress> readOnly,
        Path home) {
    /** Of a dashboard that browsers reach without a detour. */
    Settings(String host, int port, List<String> allowedHosts, Path home) {
        this(host, port, allowedHosts, Proxies.NONE, Optional.empty(), home);
    }

    WebServer.Settings web() {
        return WebServer.Settings.of(host, port, allowedHosts).behind(proxies).with(readOnly);
    }
}
