package inkling.worker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who waits for which device, and who has it. Not safe for threads: the worker guards it. */
final class DeviceQueues {
    private final Map<String, List<QueuedJob>> waiting = new LinkedHashMap<>();
    private final Map<String, QueuedJob> running = new LinkedHashMap<>();

    /** Puts a job where its place is; returns whether it is the first ever of its device. */
    boolean add(QueuedJob queued) {
        boolean first = !waiting.containsKey(queued.device);
        List<QueuedJob> line = waiting.computeIfAbsent(queued.device, any -> new ArrayList<>());
        int before = line.size();
        while (before > 0 && line.get(before - 1).place > queued.place) {
            before--;
        }
        line.add(before, queued);
        return first;
    }

    boolean waitsFor(String device) {
        return !waiting.get(device).isEmpty();
    }

    /** Gives a device to the first that waits for it. */
    QueuedJob start(String device) {
        QueuedJob queued = waiting.get(device).remove(0);
        queued.take();
        running.put(device, queued);
        return queued;
    }

    /** Takes a job out of those that wait; returns whether it was among them. */
    boolean leave(QueuedJob queued) {
        return waiting.get(queued.device).remove(queued);
    }

    /** Takes a device back. */
    void end(QueuedJob queued) {
        running.remove(queued.device, queued);
    }

    /** Forgets all that wait. */
    void clear() {
        waiting.values().forEach(List::clear);
    }

    /** Changes the order of those that wait; returns the jobs whose place is another one, empty if it does not wait. */
    List<QueuedJob> move(QueuedJob queued, Move move) {
        List<QueuedJob> line = waiting.get(queued.device);
        int from = line.indexOf(queued);
        if (from < 0) {
            return List.of();
        }
        int to = switch (move) {
            case FIRST -> 0;
            case UP -> Math.max(0, from - 1);
            case DOWN -> Math.min(line.size() - 1, from + 1);
        };
        QueuedJob other = line.get(to);
        line.remove(from);
        line.add(to, queued);
        if (Math.abs(to - from) > 1) {
            queued.place = other.place - 1;
            return List.of(queued);
        }
        long place = queued.place;
        queued.place = other.place;
        other.place = place;
        return List.of(queued, other);
    }

    List<QueuedJob> running() {
        return List.copyOf(running.values());
    }

    /** Those that wait, of all devices, in their order. */
    List<QueuedJob> waiting() {
        return waiting.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(queued -> queued.place))
                .toList();
    }

    /** The first, waiting or running, that is wanted. */
    Optional<QueuedJob> find(Predicate<QueuedJob> wanted) {
        return Stream.concat(waiting.values().stream().flatMap(List::stream), running.values().stream())
                .filter(wanted)
                .findFirst();
    }
}
