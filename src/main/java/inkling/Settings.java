package inkling;

import inkling.http.Proxies;
import inkling.http.ReadOnlyAddress;
import inkling.http.WebServer;
import inkling.organise.KeptCheckpoints;
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
 * @param mostUploaded bytes of files that can be sent at once
 * @param kept which checkpoints of a run stay when it ends
 * @param home folder of the database, checkpoints and downloads
 */
record Settings(
        String host,
        int port,
        List<String> allowedHosts,
        Proxies proxies,
        Optional<ReadOnlyAddress> readOnly,
        long mostUploaded,
        KeptCheckpoints kept,
        Path home) {
    /** 500 MB: CIFAR-100 is a third of that. */
    static final long MOST_UPLOADED = 500_000_000;

    /** Of a dashboard that browsers reach without a detour. */
    Settings(String host, int port, List<String> allowedHosts, Path home) {
        this(host, port, allowedHosts, Proxies.NONE, Optional.empty(), home);
    }

    Settings(
            String host,
            int port,
            List<String> allowedHosts,
            Proxies proxies,
            Optional<ReadOnlyAddress> readOnly,
            Path home) {
        this(host, port, allowedHosts, proxies, readOnly, MOST_UPLOADED, KeptCheckpoints.ALL, home);
    }

    WebServer.Settings web() {
        return WebServer.Settings.of(host, port, allowedHosts).behind(proxies).with(readOnly);
    }
}
