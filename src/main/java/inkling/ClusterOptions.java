package inkling;

import inkling.cluster.Cluster;
import inkling.cluster.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster trains beside this machine. */
final class ClusterOptions {
    @Option(
            names = "--spark",
            paramLabel = "URL",
            description =
                    "A cluster of Apache Spark to train on, as spark://host:7077 or local[4]: the device spark (default: none).")
    private Optional<String> master = Optional.empty();

    @Option(
            names = "--spark-secret",
            paramLabel = "FILE",
            description = "A file with the secret of --spark, which the cluster's machines have as well.")
    private Optional<Path> secret = Optional.empty();

    @Option(
            names = "--spark-conf",
            paramLabel = "NAME=VALUE",
            split = ";",
            description = "A setting of Spark's own, as spark.executor.memory=4g; several with ; between them.")
    private Map<String, String> settings = Map.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * What was asked for, if anything was.
     *
     * @throws ParameterException if a value is none that its flag can have
     */
    Optional<ClusterSettings> settings() {
        Optional<String> known = secret.map(file -> WrongFlag.read(command, "--spark-secret", () -> read(file)));
        return master.map(url -> WrongFlag.read(command, "--spark", () -> new ClusterSettings(url, known, settings)));
    }

    /**
     * Connects to it.
     *
     * @param told is told that this is done, which can take a while
     * @throws inkling.cluster.ClusterException with a sentence if it cannot be had
     */
    Optional<Cluster> connect(Consumer<String> told) {
        return settings().map(each -> {
            told.accept("Connecting to " + each.master() + " (that can take a minute)");
            return Cluster.connect(each, Version.current());
        });
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty() || text.lines().count() > 1) {
                throw new IllegalArgumentException("must be a file with one line, the secret, was " + file);
            }
            return text;
        } catch (IOException e) {
            throw new IllegalArgumentException("must be a file that can be read, was " + file, e);
        }
    }
}
