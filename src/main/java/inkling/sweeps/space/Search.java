package inkling.sweeps.space;

import inkling.text.Words;
import java.util.List;
import java.util.Locale;

/** How settings are taken from a space. */
public enum Search {
    /** Every combination. */
    GRID,
    /** So many, at random. */
    RANDOM;

    /** The name in forms and in the API. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException with a sentence for the user if there is no such way */
    static Search of(String id) {
        return Words.choose("search", List.of(values()), Search::id, id);
    }
}
