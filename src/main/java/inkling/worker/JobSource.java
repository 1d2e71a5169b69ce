package inkling.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of job, as its feature knows it: how its jobs outlive the process, and what came of them. */
public interface JobSource {
    /** The {@link Job#kind} of its jobs. */
    String kind();

    /**
     * Makes a job again that waited when an earlier process ended.
     *
     * @param subject the job's {@link Job#subject}
     * @return empty if it is not to be done any more
     */
    Optional<Submission> again(String subject);

    /**
     * What waits according to the feature's own records, in the order in which it was asked for; whatever of it the
     * queue does not know is put at its end.
     */
    default List<Submission> waiting() {
        return List.of();
    }

    /** What ended last, the latest first, according to the feature's own records. */
    default List<Ended> ended(int most) {
        return List.of();
    }

    /** A job and the device that is to do it. */
    record Submission(String device, Job job) {}

    /** How a job ended. */
    enum Outcome {
        FINISHED,
        FAILED,
        CANCELLED,
        /** By a person; it can go on. */
        STOPPED,
        INTERRUPTED;

        /** The name that style sheets and JSON use. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The name that a page shows. */
        public String title() {
            return name().charAt(0) + id().substring(1);
        }
    }

    /**
     * A job that has left the queue.
     *
     * @param title as the job was called
     * @param url where its result is
     * @param took from its start to its end; empty if it never started, or nobody knows
     * @param failure why it failed, as a sentence
     * @param again where the form is that asks for the same, filled in; empty where that makes no sense
     */
    record Ended(
            String title,
            String url,
            Outcome outcome,
            Instant at,
            Optional<Duration> took,
            Optional<String> failure,
            Optional<String> again) {}
}
