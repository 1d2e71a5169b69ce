package inkling.cluster;

import inkling.worker.JobContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Machines that work for this one, which alone keeps what comes of it. Used on any thread. */
public interface Cluster extends Trainer, AutoCloseable {
    /** The name of the device that it is, in forms, flags and the queue. */
    String DEVICE = "spark";

    /**
     * A process of the cluster that trains.
     *
     * @param host where it is
     * @param jobs what it does just now, by their numbers in the queue
     * @param heard when it last gave a sign of life
     */
    record Machine(String host, int cores, int gpus, List<Long> jobs, Instant heard) {
        public Machine {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * Does a job on all machines at once, in its parts, until all of them are done; on the caller's thread it is told of that.
     *
     * @param job its number in the queue
     * @throws ClusterException with a sentence if it failed there
     * @throws java.util.concurrent.CancellationException if the job is to stop
     */
    <R extends Record> void doParts(long job, JobInParts<R> parts, JobContext context);

    /** How many jobs it does side by side; at least one, which then waits for a machine, or ends if the cluster is gone. */
    int slots();

    /** Those that are there, in the order in which they came. */
    List<Machine> machines();

    /** Has something done, on any thread, whenever there may be another number of slots. */
    void whenSlotsChange(Runnable changed);

    /** Lets go of the machines; jobs that are going there are left. */
    @Override
    void close();

    /** Connects to clusters of some kind; found by {@link java.util.ServiceLoader}, and there is none in a plain build. */
    interface Provider {
        /** @throws ClusterException with a sentence if the cluster cannot be had */
        Cluster connect(ClusterSettings settings, String programVersion);
    }

    /**
     * Connects to a cluster.
     *
     * @throws ClusterException with a sentence if it cannot be had, or this program was built without
     */
    static Cluster connect(ClusterSettings settings, String programVersion) {
        Optional<Provider> provider = ServiceLoader.load(Provider.class).findFirst();
        return provider.orElseThrow(() -> new ClusterException(
                        "This Inkling was built without Spark; mvn -Dspark package builds one that has it."))
                .connect(settings, programVersion);
    }
}
