package inkling.http;

import java.util.Optional;

/**
 * Something that browsers are told.
 *
 * <p>With an id it is kept by whoever published it, and a browser that lost its stream asks for what came after it.
 * Without one it is passing: of several that wait for the same browser, only the newest of a type is sent.
 *
 * @param type the name that the page listens to
 * @param id where a stream can be taken up again
 * @param json what happened
 */
public record Event(String type, Optional<String> id, String json) {
    /** Checks that nothing breaks out of its line. */
    public Event {
        if (!isLine(type)
                || type.isEmpty()
                || !isLine(json)
                || !id.map(Event::isLine).orElse(true)) {
            throw new IllegalArgumentException("an event's type, id and data must each be one line, was " + type);
        }
    }

    /** An event that can be replayed; the data is written as JSON. */
    public static Event kept(String type, String id, Object data) {
        return new Event(type, Optional.of(id), Json.write(data));
    }

    /** An event that only says how things stand now; the data is written as JSON. */
    public static Event passing(String type, Object data) {
        return new Event(type, Optional.empty(), Json.write(data));
    }

    /**
     * As it goes over the wire.
     *
     * @param position where the whole stream can be taken up again; empty for a passing event
     * @param tag follows the type
     */
    String text(Optional<String> position, String tag) {
        return position.map(value -> "id: " + value + "\n").orElse("") + "event: " + type + tag + "\ndata: " + json
                + "\n\n";
    }

    private static boolean isLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }
}
