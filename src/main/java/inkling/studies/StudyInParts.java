package inkling.studies;

import inkling.archive.runs.Run;
import inkling.cluster.JobInParts;
import inkling.worker.JobContext;
import java.util.Map;
import java.util.function.Consumer;

/** A kind of study that machines of a cluster can do in parts. */
public interface StudyInParts<R> extends StudyKind<R> {
    /**
     * Does the work on other machines, to the result that {@link #examine(Run, Map, JobContext)} has on this one's CPU.
     *
     * @param machines do a job in parts, to its end
     * @throws inkling.cluster.ClusterException with a sentence if they cannot
     * @throws java.util.concurrent.CancellationException if it was told to stop
     */
    R examine(Run run, Map<String, String> asked, JobContext context, Consumer<JobInParts<?>> machines);
}
