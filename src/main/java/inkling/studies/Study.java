package inkling.studies;

import inkling.worker.JobRecord;
import inkling.worker.JobStatus;
import java.util.Map;

/**
 * A look at a run that was asked for.
 *
 * @param run the number of the run
 * @param kind the {@link StudyKind#id} of its kind
 * @param asked what was asked for, as its kind reads it: {@code epoch=3}
 */
public record Study(long id, long run, String kind, Map<String, String> asked, JobRecord job) {
    public Study {
        asked = Map.copyOf(asked);
    }

    public JobStatus status() {
        return job.status();
    }
}
