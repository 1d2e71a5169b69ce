package inkling.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A kind of job, as its feature knows it: how its jobs outlive the process, who hears of them, what came of them. */
public interface JobKind {
    /** Of jobs that an earlier version of the program knew; there is nothing to be said of them. */
    JobKind UNKNOWN = new JobKind() {
        @Override
        public String id() {
            return "unknown";
        }

        @Override
        public Optional<Submission> again(JobRecord job) {
            return Optional.empty();
        }
    };

    /** Names it: {@code training}. */
    String id();

    /**
     * Makes a job again that waited when an earlier process ended.
     *
     * @return empty if it is not to be done any more
     */
    Optional<Submission> again(JobRecord job);

    /** A job gets its device: what belongs into the same transaction. */
    default void starting(Handle handle, long job) {}

    /** A job's start or end is on the disk; on the thread that made the change, so it must be quick. */
    default void changed(JobRecord job) {}

    /** When a job of a process that died is last known to have been at work; empty if nobody knows. */
    default Optional<Instant> lastSign(JobRecord job) {
        return Optional.empty();
    }

    /** What it is called where it ended by a defect: {@code the run}. */
    default String noun() {
        return "it";
    }

    /** What is said of a job that the disk had no more room for, after that: what is kept, and what to do. */
    default String afterFullDisk(JobRecord job) {
        return "Free some space and start it again.";
    }

    /** What is said of a job that has ended; empty if it is to be seen nowhere any more. */
    default Optional<Ended> ended(JobRecord job) {
        return Optional.empty();
    }

    /** A job and the device that is to do it, by its own name. */
    record Submission(String device, Job job) {}

    /**
     * A job that has left the queue.
     *
     * @param title as the job was called
     * @param askedBy the name of the person who asked for it; empty for whoever had none
     * @param url where its result is
     * @param outcome how it ended, under the name that style sheets and JSON use: {@code finished}
     * @param took from its start to its end; empty if it never started
     * @param failure why it failed, as a sentence
     * @param result what came of it, in words such as {@code test accuracy 97.75 %}; empty where there is nothing to be said
     * @param again where the form is that asks for the same, filled in; empty where that makes no sense
     */
    record Ended(
            String title,
            Optional<String> askedBy,
            String url,
            String outcome,
            Instant at,
            Optional<Duration> took,
            Optional<String> failure,
            Optional<String> result,
            Optional<String> again) {
        /** Of a job as its record has it. */
        public Ended(JobRecord job, String title, String url, Optional<String> again) {
            this(
                    title,
                    job.askedBy(),
                    url,
                    job.status().id(),
                    job.endedAt().orElseThrow(),
                    // What was going when its process died took nobody knows how long.
                    job.took().filter(took -> job.status() != JobStatus.INTERRUPTED),
                    job.failure(),
                    Optional.empty(),
                    again);
        }
    }
}
