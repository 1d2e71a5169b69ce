package inkling.cluster.spark;

import inkling.training.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an executor says.
 *
 * @param version of its Inkling
 * @param job whose it is, by its number in the queue
 * @param attempt by Spark's number of the task: the one of a task that is started again is higher
 * @param executor which it is, by Spark's name for it
 * @param events that it tells of
 * @param whole whether the checkpoint after those comes next, asked for or not
 * @param at the first byte that it sends of a checkpoint, or wants of one
 * @param total how many bytes the checkpoint that it sends has
 * @param score what a test came to
 * @param failure why it cannot go on, as a sentence
 */
record Report(
        String version,
        long job,
        long attempt,
        String executor,
        Kind kind,
        List<Event> events,
        boolean whole,
        long at,
        long total,
        @Nullable Score score,
        @Nullable String failure) {
    /** What a report is about. */
    enum Kind {
        /** It is there and wants to know what to do. */
        ASKS,
        /** It wants the next piece of the checkpoint to go on from. */
        FETCHES,
        /** It tells of events. */
        TELLS,
        /** It sends a piece of the checkpoint after the events it told of last. */
        SENDS,
        /** All is done. */
        DONE,
        FAILED
    }

    Report {
        events = List.copyOf(events);
    }

    /** Of which nothing is known but whose it is. */
    Report(String version, long job, long attempt, String executor) {
        this(version, job, attempt, executor, Kind.ASKS, List.of(), false, 0, 0, null, null);
    }

    Report fetches(long at) {
        return new Report(version, job, attempt, executor, Kind.FETCHES, List.of(), false, at, 0, null, null);
    }

    Report tells(List<Event> events, boolean whole) {
        return new Report(version, job, attempt, executor, Kind.TELLS, events, whole, 0, 0, null, null);
    }

    Report sends(long at, long total) {
        return new Report(version, job, attempt, executor, Kind.SENDS, List.of(), false, at, total, null, null);
    }

    Report done(@Nullable Score score) {
        return new Report(version, job, attempt, executor, Kind.DONE, List.of(), false, 0, 0, score, null);
    }

    Report failed(String sentence) {
        return new Report(version, job, attempt, executor, Kind.FAILED, List.of(), false, 0, 0, null, sentence);
    }
}
