package inkling.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;

import inkling.cluster.ClusterSettings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.launcher.JavaModuleOptions;

/** Spark's own master and workers, as processes of this machine, with no more than what Spark brings along. */
public final class StandaloneCluster implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final String SECRET = "a secret of the cluster's";

    /** Of what the server alone has; an executor must not need it. */
    private static final List<String> SERVERS_OWN =
            List.of("javalin", "jdbi3", "h2-", "flyway", "thymeleaf", "picocli", "smile");

    private final Path home;
    private final int port;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    /** @param home an empty folder */
    public StandaloneCluster(Path home, int workers, int cores) throws IOException, InterruptedException {
        this.home = home;
        // Here Spark keeps the secret of an earlier cluster that was this process itself, and takes it before any other.
        UserGroupInformation.reset();
        install();
        port = freePort();
        master = start("master", "org.apache.spark.deploy.master.Master", "--host", ADDRESS, "--port", port + "");
        awaitMaster();
        for (int i = 0; i < workers; i++) {
            String name = "worker" + i;
            this.workers.add(start(
                    name,
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    cores + "",
                    "--memory",
                    "2g",
                    "--work-dir",
                    home.resolve(name).toString(),
                    "spark://" + ADDRESS + ":" + port));
        }
    }

    /** What a home of Spark needs: its jars, and a file that says that it is no build of Spark's sources. */
    private void install() throws IOException {
        Path jars = Files.createDirectories(home.resolve("jars"));
        Files.createFile(home.resolve("RELEASE"));
        Files.createDirectory(home.resolve("conf"));
        Files.writeString(
                home.resolve("conf/logback.xml"),
                "<configuration><appender name='e' class='ch.qos.logback.core.ConsoleAppender'><target>System.err</target>"
                        + "<encoder><pattern>%d %p %c %m%n</pattern></encoder></appender>"
                        + "<root level='WARN'><appender-ref ref='e'/></root></configuration>");
        List<String> shipped =
                ShippedJars.find().stream().filter(jar -> !jar.contains("/gson")).toList();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")
                    && !shipped.contains(jar.toUri().toString())
                    && SERVERS_OWN.stream().noneMatch(jar.getFileName().toString()::startsWith)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        Files.writeString(home.resolve("cluster.conf"), """
                spark.authenticate true
                spark.authenticate.secret %s
                spark.network.crypto.enabled true
                """.formatted(SECRET));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m"));
        command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-cp", home.resolve("conf") + File.pathSeparator + home.resolve("jars") + "/*", main));
        command.addAll(List.of("--webui-port", "0", "--properties-file", home.resolve("cluster.conf").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        process.environment()
                .putAll(Map.of(
                        "SPARK_HOME", home.toString(), "SPARK_LOCAL_IP", ADDRESS, "SPARK_SCALA_VERSION", "2.13"));
        return process.start();
    }

    private void awaitMaster() throws InterruptedException {
        while (true) {
            try {
                new Socket(ADDRESS, port).close();
                return;
            } catch (IOException e) {
                assertThat(master.isAlive()).as("the master lives").isTrue();
                Thread.sleep(100);
            }
        }
    }

    /** How a program connects to it, which has no jar of its own yet. */
    public ClusterSettings settings(Map<String, String> others) throws IOException {
        return settings(SECRET, others);
    }

    public ClusterSettings settings(String secret, Map<String, String> others) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "spark.jars", programJar().toString(),
                "spark.driver.host", ADDRESS,
                "spark.driver.bindAddress", ADDRESS,
                "spark.executor.memory", "700m"));
        all.putAll(others);
        return new ClusterSettings("spark://" + ADDRESS + ":" + port, Optional.of(secret), all);
    }

    /** Kills a worker with its executors, as a machine dies. */
    public void kill(int worker) {
        Stream.concat(workers.get(worker).descendants(), Stream.of(workers.get(worker).toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    private Path programJar() throws IOException {
        Path jar = home.resolve("program.jar");
        Path classes = Path.of(URI.create(
                ShippedJars.class.getResource("/inkling/version.properties").toString()))
                .getParent()
                .getParent();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes.resolve("inkling"))) {
            files.filter(Files::isRegularFile).forEach(file -> add(out, classes.relativize(file), file));
        }
        return jar;
    }

    private static void add(OutputStream out, Path name, Path file) {
        try {
            ((JarOutputStream) out).putNextEntry(new JarEntry(name.toString()));
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < workers.size(); i++) {
            kill(i);
        }
        master.destroyForcibly();
        try (Stream<Path> links = Files.list(home.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }
}
