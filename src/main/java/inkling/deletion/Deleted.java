package inkling.deletion;

import java.time.Instant;

/**
 * A thing that was deleted and can still be taken back.
 *
 * @param id names it among those of its kind
 * @param title what it is, as a sentence begins: {@code Run 12, First steps}
 * @param about what else tells it apart
 * @param at when it was deleted
 */
public record Deleted(String id, String title, String about, Instant at) {
    /** It as a sentence goes on after it: a name behind a comma has one after it too. */
    String subject() {
        return title.contains(", ") ? title + "," : title;
    }
}
