package inkling.cluster.spark;

import inkling.cluster.Cluster.Search;
import inkling.cluster.ClusterException;
import inkling.cluster.spark.Answer.Command;
import inkling.cluster.spark.Report.Found;
import inkling.dreaming.NoiseParts;
import inkling.dreaming.NoiseSearch;
import inkling.dreaming.NoiseSearch.Findings;
import inkling.dreaming.NoiseSearch.Observer;
import inkling.worker.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Follows a search on the cluster to its end: executors are answered at once, and what they find is put together. */
final class RemoteSearch implements Listener {
    private static final long LOOK_MILLIS = 100;

    private final String version;
    private final Search search;
    private final NoiseParts parts;

    /** By part, Spark's number of the latest; what an earlier one says is dropped. */
    private final long[] attempts;

    private @Nullable String failure;

    /** @param bounds of the parts */
    RemoteSearch(String version, Search search, long[] bounds) {
        this.version = version;
        this.search = search;
        NoiseSearch here = new NoiseSearch(search.blueprint(), search.parameters(), "cpu");
        parts = new NoiseParts(here, search.query(), bounds);
        attempts = new long[bounds.length - 1];
    }

    @Override
    public synchronized Message<Answer> receive(Message<Report> message) {
        Report report = message.head();
        if (!report.version().equals(version)) {
            failure = report.refusal(version);
        }
        int part = report.part();
        if (part < 0 || part >= attempts.length) {
            throw new IllegalArgumentException("there is no part " + part);
        }
        if (failure != null || report.attempt() < attempts[part] || parts.isDone(part)) {
            return Answer.of(Command.STOP); // A part that is done stays so, whoever begins it again.
        }
        attempts[part] = report.attempt();
        failure = report.failure();
        Found found = report.found();
        if (found != null) {
            parts.found(part, found.images(), found.curve());
        }
        return Answer.of(Command.GO_ON);
    }

    private synchronized void throwIfFailed() {
        if (failure != null) {
            throw new ClusterException(failure);
        }
    }

    /**
     * Follows it, on the job's own thread.
     *
     * @param going is done when Spark has nothing more to do for it
     * @throws ClusterException with a sentence if it failed there
     */
    Findings follow(Future<Void> going, Observer observer) {
        search.context().report(Progress.of("waiting for a machine of the cluster"));
        while (true) {
            boolean last = going.isDone(); // Looked at first, since all is said before.
            throwIfFailed();
            Findings soFar = parts.soFar();
            if (soFar.images() > 0) {
                observer.onProgress(soFar);
            }
            if (soFar.images() == search.query().images()) {
                return soFar;
            }
            if (last) {
                throw RemoteJob.gaveUp(going, "it can be asked for again");
            }
            search.context().throwIfCancelled();
            moment();
        }
    }

    private static void moment() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
