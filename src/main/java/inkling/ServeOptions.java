package inkling;

import inkling.access.LogIn;
import inkling.http.BasePath;
import inkling.http.Proxies;
import inkling.http.ReadOnlyAddress;
import inkling.http.Tls;
import inkling.logging.Logs;
import inkling.organise.KeptCheckpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the dashboard listens, and what else it is started with. */
final class ServeOptions {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5}) ?([MG]B)", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on; 0.0.0.0 for every one (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Port to listen on; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--allowed-hosts",
            paramLabel = "NAME",
            split = ",",
            description = "Host names, beside its address and localhost, under which browsers may reach the dashboard.")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            defaultValue = "",
            description = "Path below which a proxy puts the dashboard, as /inkling.")
    private String basePath = "";

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESS",
            split = ",",
            description =
                    "Addresses of proxies that are believed: what X-Forwarded-For, -Proto, -Host and -Prefix say.")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--read-only-host",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Address of the read-only port (default: ${DEFAULT-VALUE}, every one of this machine).")
    private String readOnlyHost = "";

    @Option(
            names = "--read-only-port",
            paramLabel = "PORT",
            description = "A second port, for a class: who comes in there can look at everything and change nothing"
                    + " (default: none; 0 for any free one).")
    private Optional<Integer> readOnlyPort = Optional.empty();

    @Option(
            names = "--log-in",
            negatable = true,
            fallbackValue = "true",
            description =
                    "Whether those who come have to log in (default: beyond this machine, with a token, and once there"
                            + " are people).")
    private Optional<Boolean> logIn = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "SECRET",
            description =
                    "What lets in whoever knows it, in place of one that is drawn at each start. Others see flags:"
                            + " set INKLING_TOKEN.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "A certificate, with its chain, in PEM: it is reached over HTTPS then, and over nothing else.")
    private Optional<Path> tlsCertificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's private key, in PEM (PKCS #8).")
    private Optional<Path> tlsKey = Optional.empty();

    @Option(
            names = "--max-upload",
            paramLabel = "SIZE",
            defaultValue = "500MB",
            description = "The largest data set that browsers can send, as 500MB or 2GB (default: ${DEFAULT-VALUE}).")
    private String maxUpload = "";

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How log lines look: text, or json with an object a line (default: ${DEFAULT-VALUE}).")
    private Logs.Format logFormat = Logs.Format.TEXT;

    @Option(
            names = "--log-file",
            paramLabel = "FILE",
            description = "Where log lines go; at 10 MB the file becomes FILE.1, and FILE.9 is the oldest"
                    + " (default: standard error).")
    private Optional<Path> logFile = Optional.empty();

    @Option(
            names = "--keep-checkpoints",
            paramLabel = "WHICH",
            defaultValue = "all",
            description =
                    "Which checkpoints of a run stay when it ends: all; best,last; or best,last,every-5 and the like"
                            + " (default: ${DEFAULT-VALUE}).")
    private String keptCheckpoints = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private HomeOption home = new HomeOption();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** @throws ParameterException if a value is none that its flag can have */
    Settings settings() {
        checkPort("--port", port);
        readOnlyPort.ifPresent(each -> checkPort("--read-only-port", each));
        BasePath base = WrongFlag.read(command, "--base-path", () -> BasePath.of(basePath));
        Proxies proxies = WrongFlag.read(command, "--trusted-proxies", () -> new Proxies(base, trustedProxies));
        WrongFlag.read(command, "--token", () -> new LogIn(true, true, token));
        if (logIn.equals(Optional.of(false)) && !LogIn.isLoopback(host)) {
            throw WrongFlag.of(
                    command,
                    "--no-log-in",
                    "everybody has to log in at " + host + ", which other machines reach; "
                            + "without it, listen at 127.0.0.1");
        }
        return new Settings(
                host,
                port,
                List.copyOf(allowedHosts),
                proxies,
                readOnlyPort.map(each -> new ReadOnlyAddress(readOnlyHost, each)),
                logIn,
                token,
                tls(),
                WrongFlag.read(command, "--max-upload", () -> bytes(maxUpload)),
                WrongFlag.read(command, "--keep-checkpoints", () -> KeptCheckpoints.of(keptCheckpoints)),
                home.home());
    }

    ClusterOptions cluster() {
        return cluster;
    }

    /** Sends the log where it was asked for. */
    void startLog() {
        logFile.ifPresent(file -> {
            if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : folderOf(file))) {
                throw WrongFlag.of(
                        command,
                        "--log-file",
                        "must be a file that can be written, in a folder that is there, was " + file);
            }
        });
        Logs.to(logFormat, logFile);
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    private Optional<Tls> tls() {
        if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
            throw WrongFlag.of(
                    command,
                    tlsKey.isPresent() ? "--tls-key" : "--tls-certificate",
                    "it needs the other one as well: --tls-certificate and --tls-key");
        }
        return tlsCertificate.map(certificate ->
                WrongFlag.read(command, "--tls-certificate", () -> Tls.of(certificate, tlsKey.orElseThrow())));
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("must be a size such as 500MB or 2GB, was " + text);
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equalsIgnoreCase("GB") ? 1_000_000_000L : 1_000_000L);
    }

    private void checkPort(String flag, int value) {
        if (value < 0 || value > 65_535) {
            throw WrongFlag.of(command, flag, "must be between 0 and 65535, was " + value);
        }
    }
}
