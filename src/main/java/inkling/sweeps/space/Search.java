package inkling.sweeps.space;

import inkling.text.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
        return Arrays.stream(values())
                .filter(each -> each.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Text.of(
                        "search must be one of %s, was %s",
                        Arrays.stream(values()).map(Search::id).collect(Collectors.joining(", ")), id)));
    }
}
