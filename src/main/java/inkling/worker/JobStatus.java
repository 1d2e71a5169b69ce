package inkling.worker;

import inkling.text.Named;
import java.util.Set;

/** Where a job stands, and which ways lead there. */
public enum JobStatus implements Named {
    /** Waits for its device. */
    QUEUED,
    /** Has its device. */
    RUNNING,
    /** Has come to its end. */
    FINISHED,
    /** Ended by something that went wrong, or what it had made was lost; the job keeps why as a sentence. */
    FAILED,
    /** Ended by a person; what it had made so far is kept. */
    CANCELLED,
    /** Was going when the program ended; what it had made so far is kept. */
    INTERRUPTED;

    /** The name a page shows, such as "Finished". */
    public String title() {
        return name().charAt(0) + id().substring(1);
    }

    /** Whether the job waits or runs, so that more is to come. */
    public boolean active() {
        return this == QUEUED || this == RUNNING;
    }

    /** The statuses that a job can have just before this one; a new job is the only one that is queued. */
    Set<JobStatus> before() {
        return switch (this) {
            case QUEUED -> Set.of();
            case RUNNING -> Set.of(QUEUED);
            case FINISHED, INTERRUPTED -> Set.of(RUNNING);
            case CANCELLED -> Set.of(QUEUED, RUNNING);
            case FAILED -> Set.of(QUEUED, RUNNING);
        };
    }

    /** The statuses of a job that has ended and may have made something; it fails after all where that is lost. */
    static Set<JobStatus> mayHaveMade() {
        return Set.of(FINISHED, CANCELLED, INTERRUPTED);
    }
}
