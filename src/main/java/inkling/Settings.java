package inkling;

import inkling.access.LogIn;
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
 * @param logIn whether those who come have to log in, if that was said
 * @param token what lets in whoever knows it; one is drawn where one is needed and none is given
 * @param mostUploaded bytes of files that can be sent at once
 * @param home folder of the database, checkpoints and downloads
 */
record Settings(
        String host,
        int port,
        List<String> allowedHosts,
        Proxies proxies,
        Optional<ReadOnlyAddress> readOnly,
        Optional<Boolean> logIn,
        Optional<String> token,
        long mostUploaded,
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
        this(host, port, allowedHosts, proxies, readOnly, Optional.empty(), Optional.empty(), MOST_UPLOADED, home);
    }

    /**
     * Who has to log in: whoever comes to an address that other machines reach, and everybody once there are people or a
     * token.
     *
     * @param people whether there are any
     */
    LogIn access(boolean people) {
        boolean needed = logIn.orElse(!LogIn.isLoopback(host) || people || token.isPresent());
        boolean neededToLook =
                readOnly.filter(at -> needed || !LogIn.isLoopback(at.host())).isPresent();
        return new LogIn(needed, neededToLook, token);
    }

    WebServer.Settings web() {
        return WebServer.Settings.of(host, port, allowedHosts).behind(proxies).with(readOnly);
    }
}
