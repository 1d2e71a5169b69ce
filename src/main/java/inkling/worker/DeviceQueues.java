package inkling.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who waits for which device, and who has a slot of it. Not safe for threads: the worker guards it. */
final class DeviceQueues {
    private final Map<String, List<QueuedJob>> waiting = new LinkedHashMap<>();
    /** In the order in which they began. */
    private final List<QueuedJob> running = new ArrayList<>();
    /** Null where whoever came first is served first. */
    private @Nullable Turns turns;

    boolean takesTurns() {
        return turns != null;
    }

    /** Has devices take turns from now on. */
    void takeTurns(Turns between) {
        turns = between;
        running.forEach(this::serve); // That they have begun may not be stored yet.
    }

    /** Serves whoever came first from now on. */
    void takeNoTurns() {
        turns = null;
    }

    private void serve(QueuedJob queued) {
        if (turns != null) {
            turns.serve(new Turns.Served(queued.device, queued.askedBy));
        }
    }

    /** Those that wait for a device, in the order in which they start if nothing comes or is moved. */
    private List<QueuedJob> order(String device) {
        List<QueuedJob> line = waiting.get(device);
        return turns == null ? line : turns.order(device, line);
    }

    /** Puts a job where its place is. */
    void add(QueuedJob queued) {
        List<QueuedJob> line = waiting.computeIfAbsent(queued.device, any -> new ArrayList<>());
        int before = line.size();
        while (before > 0 && line.get(before - 1).place > queued.place) {
            before--;
        }
        line.add(before, queued);
    }

    /** The devices that anything ever waited for. */
    Set<String> devices() {
        return waiting.keySet();
    }

    boolean waitsFor(String device) {
        return !waiting.get(device).isEmpty();
    }

    /** How many jobs a device does, or is to do. */
    int count(String device) {
        return waiting.get(device).size() + runningOn(device);
    }

    int runningOn(String device) {
        return (int)
                running.stream().filter(queued -> queued.device.equals(device)).count();
    }

    /** Gives a slot of a device to the next that waits for it. */
    QueuedJob start(String device) {
        QueuedJob queued = order(device).get(0);
        waiting.get(device).remove(queued);
        queued.take();
        running.add(queued);
        serve(queued);
        return queued;
    }

    /** Takes a job out of those that wait; returns whether it was among them. */
    boolean leave(QueuedJob queued) {
        return waiting.get(queued.device).remove(queued);
    }

    /** Takes a slot back. */
    void end(QueuedJob queued) {
        running.remove(queued);
    }

    /** Forgets all that wait. */
    void clear() {
        waiting.values().forEach(List::clear);
    }

    /**
     * Changes the order of those that wait, where devices take turns of those that the same person asked for; returns the
     * jobs whose place is another one, empty if it does not wait.
     */
    List<QueuedJob> move(QueuedJob queued, Move move) {
        List<QueuedJob> line = waiting.get(queued.device);
        List<QueuedJob> among = line.stream()
                .filter(other -> turns == null || other.askedBy.equals(queued.askedBy))
                .toList();
        int from = among.indexOf(queued);
        if (from < 0) {
            return List.of();
        }
        if (move == Move.FIRST) {
            queued.place = line.get(0).place - 1; // The first of all, should devices take no more turns.
            line.remove(queued);
            line.add(0, queued);
            return List.of(queued);
        }
        int to = move == Move.UP ? Math.max(0, from - 1) : Math.min(among.size() - 1, from + 1);
        QueuedJob other = among.get(to);
        Collections.swap(line, line.indexOf(queued), line.indexOf(other));
        long place = queued.place;
        queued.place = other.place;
        other.place = place;
        return List.of(queued, other);
    }

    List<QueuedJob> running() {
        return List.copyOf(running);
    }

    /** Those that wait, of all devices, each device's in the order in which they start. */
    List<QueuedJob> waiting() {
        PriorityQueue<Deque<QueuedJob>> lines =
                new PriorityQueue<>(Comparator.comparingLong(line -> line.element().place));
        waiting.keySet().stream()
                .map(device -> new ArrayDeque<>(order(device)))
                .filter(line -> !line.isEmpty())
                .forEach(lines::add);
        List<QueuedJob> merged = new ArrayList<>();
        while (!lines.isEmpty()) {
            Deque<QueuedJob> line = lines.remove();
            merged.add(line.remove());
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return merged;
    }

    /** The first, waiting or running, that is wanted. */
    Optional<QueuedJob> find(Predicate<QueuedJob> wanted) {
        return Stream.concat(waiting.values().stream().flatMap(List::stream), running.stream())
                .filter(wanted)
                .findFirst();
    }
}
