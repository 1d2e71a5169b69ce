package inkling.cluster.spark;

import inkling.text.Text;
import inkling.training.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an executor says.
 *
 * @param version of its Inkling
 * @param job whose it is, by its number in the queue
 * @param part of a job that falls into parts; 0 of whatever is done in one piece
 * @param attempt by Spark's number of the task: the one of a task that is started again is higher
 * @param executor which it is, by Spark's name for it
 * @param events that it tells of
 * @param whole whether the checkpoint after those comes next, asked for or not
 * @param at the first byte that it sends of something, or wants of it
 * @param total how many bytes that has which it sends
 * @param score what a test came to
 * @param done how far a part is, in the job's own unit
 * @param failure why it cannot go on, as a sentence
 */
record Report(
        String version,
        long job,
        int part,
        long attempt,
        String executor,
        Kind kind,
        List<Event> events,
        boolean whole,
        long at,
        long total,
        @Nullable Score score,
        long done,
        @Nullable String failure) {
    /** What a report is about. */
    enum Kind {
        /** It is there and wants to know what to do. */
        ASKS,
        /** It wants the next piece of the checkpoint to go on from, or of what its part alone is given. */
        FETCHES,
        /** It tells of events, or how far its part is, perhaps with what there is of it so far. */
        TELLS,
        /** It sends a piece of the checkpoint after the events it told of last, or of what came of its part. */
        SENDS,
        /** All is done. */
        DONE,
        FAILED
    }

    Report {
        events = List.copyOf(events);
    }

    /** Of which nothing is known but whose it is. */
    Report(String version, long job, int part, long attempt, String executor) {
        this(version, job, part, attempt, executor, Kind.ASKS, List.of(), false, 0, 0, null, 0, null);
    }

    Report fetches(long at) {
        return of(Kind.FETCHES, List.of(), false, at, 0, null, 0, null);
    }

    Report tells(List<Event> events, boolean whole) {
        return of(Kind.TELLS, events, whole, 0, 0, null, 0, null);
    }

    /** How far its part is. */
    Report tells(long done) {
        return of(Kind.TELLS, List.of(), false, 0, 0, null, done, null);
    }

    Report sends(long at, long total) {
        return of(Kind.SENDS, List.of(), false, at, total, null, 0, null);
    }

    Report done(@Nullable Score score) {
        return of(Kind.DONE, List.of(), false, 0, 0, score, 0, null);
    }

    /** All that came of its part is sent. */
    Report donePart(long done) {
        return of(Kind.DONE, List.of(), false, 0, 0, null, done, null);
    }

    Report failed(String sentence) {
        return of(Kind.FAILED, List.of(), false, 0, 0, null, 0, sentence);
    }

    private Report of(
            Kind kind,
            List<Event> events,
            boolean whole,
            long at,
            long total,
            @Nullable Score score,
            long done,
            @Nullable String failure) {
        return new Report(
                version, job, part, attempt, executor, kind, events, whole, at, total, score, done, failure);
    }

    /** Why executors of another version are of no use, as a sentence. */
    String refusal(String expected) {
        return Text.of(
                "Executor %s of the cluster has Inkling %s, and this is Inkling %s: both must be the same.",
                executor, version, expected);
    }
}
