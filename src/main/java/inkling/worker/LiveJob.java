package inkling.worker;

import java.util.Optional;

/**
 * A job as it stands in the queue: a copy, which does not change.
 *
 * @param askedBy the name of the person who asked for it; empty for whoever had none
 */
public record LiveJob(
        long id,
        String kind,
        Optional<String> askedBy,
        String device,
        String title,
        String url,
        State state,
        Progress progress) {
    /** Whether it waits. */
    public boolean waits() {
        return state == State.WAITING;
    }

    /** Where a job is on its way through the queue. */
    public enum State {
        /** Another job has the device. */
        WAITING,
        /** It has the device. */
        RUNNING,
        /** It has the device, and stops at its next step. */
        CANCELLING,
        /** It has left the queue, whatever came of it. */
        ENDED
    }
}
