package inkling.worker;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is: a device next serves the person whom it served longest ago, so that nobody waits for more than one
 * job of each other person before a job of their own. Those without a name count as one person. Not safe for threads: the
 * worker guards it.
 */
final class Turns {
    /** By device, those whom it has served, whom it served last at the end. */
    private final Map<String, Set<Optional<String>>> served = new HashMap<>();

    /** Whom a device has served. */
    record Served(String device, Optional<String> askedBy) {}

    /** @param served of each device and person once, in the order in which they were served last */
    Turns(List<Served> served) {
        served.forEach(this::serve);
    }

    void serve(Served now) {
        Set<Optional<String>> people = served.computeIfAbsent(now.device(), any -> new LinkedHashSet<>());
        people.remove(now.askedBy());
        people.add(now.askedBy());
    }

    /**
     * The order in which those that wait for a device start if nobody comes: turn by turn, those first whom it has never
     * served, in the order in which they asked.
     *
     * @param line those that wait, each person's in their order
     */
    List<QueuedJob> order(String device, List<QueuedJob> line) {
        Map<Optional<String>, Deque<QueuedJob>> lines =
                line.stream().collect(groupingBy(queued -> queued.askedBy, toCollection(ArrayDeque::new)));
        List<Optional<String>> before = List.copyOf(served.getOrDefault(device, Set.of()));
        Deque<Deque<QueuedJob>> turns = lines.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Optional<String>, Deque<QueuedJob>>>comparingInt(
                                person -> before.indexOf(person.getKey()))
                        .thenComparingLong(person -> earliest(person.getValue())))
                .map(Map.Entry::getValue)
                .collect(toCollection(ArrayDeque::new));
        List<QueuedJob> order = new ArrayList<>();
        while (!turns.isEmpty()) {
            Deque<QueuedJob> turn = turns.remove();
            order.add(turn.remove());
            if (!turn.isEmpty()) {
                turns.add(turn);
            }
        }
        return order;
    }

    /** Not the first of the line, which somebody may have moved there. */
    private static long earliest(Deque<QueuedJob> line) {
        return line.stream().mapToLong(queued -> queued.id).min().orElseThrow();
    }
}
