package inkling.cluster;

import java.util.List;
import java.util.Optional;

/** The devices that a form offers for work on a run which machines of a cluster can do in parts. */
public final class JobDevices {
    /** The device of the run, or what this machine has in its place. */
    public static final String RUNS_OWN = "auto";

    /** What the cluster is called. */
    public static final String CLUSTER = "Cluster (Spark)";

    private static final List<Choice> CHOICES =
            List.of(new Choice(RUNS_OWN, "The run’s own"), new Choice(Cluster.DEVICE, CLUSTER));

    private JobDevices() {}

    /** One of them, by its name and in words. */
    public record Choice(String value, String title) {}

    /** Empty where there is nothing to choose. */
    public static List<Choice> choices(Optional<Cluster> cluster) {
        return cluster.isPresent() ? CHOICES : List.of();
    }

    /** Their names; never empty. */
    public static List<String> names(Optional<Cluster> cluster) {
        return cluster.isPresent() ? List.of(RUNS_OWN, Cluster.DEVICE) : List.of(RUNS_OWN);
    }
}
