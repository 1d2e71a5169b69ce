package inkling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A real nginx on a free port of this machine. */
final class Nginx implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Its executable; skips the test where there is none, or fails it if that is asked for. */
    static Path executable() {
        Path nginx = Path.of(Optional.ofNullable(System.getenv("NGINX")).orElse("/usr/sbin/nginx"));
        boolean there = Files.isExecutable(nginx);
        if (!there && "true".equals(System.getenv("INKLING_REQUIRE_ALL"))) {
            throw new AssertionError("INKLING_REQUIRE_ALL is set, but there is no nginx");
        }
        assumeTrue(there, "there is no nginx");
        return nginx;
    }

    /** Starts it with these locations. */
    static Nginx start(Path folder, String locations) throws IOException, InterruptedException {
        int port = freePort();
        StringBuilder places = new StringBuilder();
        for (String each : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            places.append("%s_temp_path %s;%n".formatted(each, folder.resolve(each)));
        }
        Path configuration =
                Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    %2$s
                    server {
                        listen 127.0.0.1:%3$d;
                        %4$s
                    }
                }
                """.formatted(folder, places, port, locations));
        Process process = new ProcessBuilder(
                        executable().toString(),
                        "-p",
                        folder.toString(),
                        "-e",
                        folder + "/error.log",
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Nginx nginx = new Nginx(process, port);
        nginx.awaitStart(folder);
        return nginx;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SECONDS * 1_000_000_000;
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("out")))
                .isTrue();
        throw new AssertionError("nginx does not listen");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
