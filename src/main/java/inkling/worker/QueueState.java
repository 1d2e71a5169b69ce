package inkling.worker;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the queue stands, short enough to be told again and again.
 *
 * @param running those that have a device
 * @param next the first of those that wait
 * @param waiting how many wait in all
 */
public record QueueState(List<LiveJob> running, List<LiveJob> next, int waiting) {
    public QueueState {
        running = List.copyOf(running);
        next = List.copyOf(next);
    }

    /** Those that run, then those that wait. */
    public List<LiveJob> jobs() {
        return Stream.concat(running.stream(), next.stream()).toList();
    }
}
