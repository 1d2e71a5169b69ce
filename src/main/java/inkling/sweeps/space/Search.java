package inkling.sweeps.space;

import inkling.text.Named;
import inkling.text.Words;
import java.util.List;

/** How settings are taken from a space. */
enum Search implements Named {
    /** Every combination. */
    GRID,
    /** So many, at random. */
    RANDOM;

    /** @throws IllegalArgumentException with a sentence for the user if there is no such way */
    static Search of(String id) {
        return Words.choose("search", List.of(values()), Search::id, id);
    }
}
