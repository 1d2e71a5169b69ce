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
final class Line {
    private final Map<String, List<Ticket>> waiting = new LinkedHashMap<>();
    private final Map<String, Ticket> running = new LinkedHashMap<>();

    /** Puts a ticket last; returns whether it is the first ever of its device. */
    boolean add(Ticket ticket) {
        boolean first = !waiting.containsKey(ticket.device);
        waiting.computeIfAbsent(ticket.device, any -> new ArrayList<>()).add(ticket);
        return first;
    }

    boolean waitsFor(String device) {
        return !waiting.get(device).isEmpty();
    }

    /** Gives a device to the first that waits for it. */
    Ticket start(String device) {
        Ticket ticket = waiting.get(device).remove(0);
        ticket.take();
        running.put(device, ticket);
        return ticket;
    }

    /** Takes a ticket out of those that wait; returns whether it was among them. */
    boolean leave(Ticket ticket) {
        return waiting.get(ticket.device).remove(ticket);
    }

    /** Takes a device back. */
    void end(Ticket ticket) {
        running.remove(ticket.device, ticket);
    }

    /** Forgets all that wait. */
    void clear() {
        waiting.values().forEach(List::clear);
    }

    /** Changes the order of those that wait; returns the tickets whose place is another one, empty if it does not wait. */
    List<Ticket> move(Ticket ticket, Move move) {
        List<Ticket> line = waiting.get(ticket.device);
        int from = line.indexOf(ticket);
        if (from < 0) {
            return List.of();
        }
        int to = switch (move) {
            case FIRST -> 0;
            case UP -> Math.max(0, from - 1);
            case DOWN -> Math.min(line.size() - 1, from + 1);
        };
        Ticket other = line.get(to);
        line.remove(from);
        line.add(to, ticket);
        if (Math.abs(to - from) > 1) {
            ticket.place = other.place - 1;
            return List.of(ticket);
        }
        long place = ticket.place;
        ticket.place = other.place;
        other.place = place;
        return List.of(ticket, other);
    }

    List<Ticket> running() {
        return List.copyOf(running.values());
    }

    /** Those that wait, of all devices, in their order. */
    List<Ticket> waiting() {
        return waiting.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(ticket -> ticket.place))
                .toList();
    }

    /** Of two about the same, the one that waits: the other is about to end, since what it is about was asked for again. */
    Optional<Ticket> find(Predicate<Ticket> wanted) {
        return Stream.concat(waiting.values().stream().flatMap(List::stream), running.values().stream())
                .filter(wanted)
                .findFirst();
    }
}
