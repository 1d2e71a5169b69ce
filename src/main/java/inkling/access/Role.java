package inkling.access;

import inkling.text.Words;
import io.javalin.security.RouteRole;
import java.util.List;
import java.util.Locale;

/** What somebody may do, each more than the one before it; of a route, what they must be allowed at least. */
public enum Role implements RouteRole {
    /** What the read-only address answers. */
    LOOK("may look"),
    /** All but what is for those who look after the dashboard. */
    TRAIN("may train"),
    /** Everything: people and their passwords too. */
    MANAGE("manages");

    private final String title;

    Role(String title) {
        this.title = title;
    }

    /** As it is typed: {@code train}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it is shown: {@code may train}. */
    public String title() {
        return title;
    }

    /** Whether it allows what another one does. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** @throws IllegalArgumentException with a sentence if the word is none */
    public static Role of(String word) {
        return Words.choose("role", List.of(values()), Role::id, word);
    }
}
