package inkling.archive.runs;

import java.util.Locale;
import java.util.Set;

/** Where a run stands. */
public enum RunStatus {
    /** Waits for its device, for the first time or to go on. */
    QUEUED,
    /** Is loading its data, training or being tested. */
    RUNNING,
    /** All epochs are done and the best one is tested. */
    FINISHED,
    /** Ended by something that went wrong, which the run keeps as a sentence. */
    FAILED,
    /** Ended by a person; the epochs it finished are kept. */
    CANCELLED,
    /** Was going when the program ended; the epochs it finished are kept. */
    INTERRUPTED;

    /** The name the API, the pages and their style sheets use, such as {@code finished}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name a page shows, such as "Finished". */
    public String title() {
        return name().charAt(0) + id().substring(1);
    }

    /** Whether the run waits or runs, so that more is to come. */
    public boolean active() {
        return this == QUEUED || this == RUNNING;
    }

    /** The statuses that a run can have just before this one. */
    Set<RunStatus> before() {
        return switch (this) {
            case QUEUED -> Set.of(FINISHED, FAILED, CANCELLED, INTERRUPTED);
            case RUNNING -> Set.of(QUEUED);
            case FINISHED, INTERRUPTED -> Set.of(RUNNING);
            case FAILED, CANCELLED -> Set.of(QUEUED, RUNNING);
        };
    }
}
