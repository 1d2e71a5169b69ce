package inkling.cluster;

import inkling.text.Text;
import java.util.Map;
import java.util.Optional;

/**
 * Which cluster, and how it is spoken to.
 *
 * @param master where it is, as Spark writes it: {@code spark://host:7077}, {@code local[4]}
 * @param secret what this program and the cluster's machines know and nobody else does
 * @param others Spark's own settings, by their names
 */
public record ClusterSettings(String master, Optional<String> secret, Map<String, String> others) {
    private static final String PREFIX = "spark.";

    /**
     * @throws IllegalArgumentException with a sentence if a setting is none of Spark's or is not to be set this way, or if
     *     others could listen
     */
    public ClusterSettings {
        others = Map.copyOf(others);
        if (secret.isEmpty() && !isLocal(master)) {
            throw new IllegalArgumentException(Text.of(
                    "%s is reached over a network, so it needs a secret that the cluster's machines have as well:"
                            + " name its file with --spark-secret",
                    master));
        }
        for (String name : others.keySet()) {
            if (!name.startsWith(PREFIX)) {
                throw new IllegalArgumentException(
                        Text.of("Spark's settings begin with %s, as spark.executor.memory; was %s", PREFIX, name));
            }
            if (name.startsWith("spark.authenticate")) {
                throw new IllegalArgumentException(
                        "the secret is read from the file of --spark-secret, not from " + name);
            }
        }
    }

    /** Whether all is done on this machine, so that nobody else needs to reach it. */
    public boolean isLocal() {
        return isLocal(master);
    }

    private static boolean isLocal(String master) {
        return master.startsWith("local");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return master + " " + others;
    }

    /** Whether what trains is this process itself, as {@code local[4]} has it. */
    public boolean isThisProcess() {
        return isLocal(master) && !master.startsWith("local-cluster");
    }
}
