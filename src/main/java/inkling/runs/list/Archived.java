package inkling.runs.list;

import inkling.http.UserError.InvalidInput;

/** What the list does with runs that were put away. */
public enum Archived {
    HIDDEN(""),
    SHOWN("yes"),
    ONLY("only");

    private final String id;

    Archived(String id) {
        this.id = id;
    }

    /** As the address has it; empty for the usual. */
    String id() {
        return id;
    }

    /** @throws InvalidInput if it is neither empty, {@code no}, {@code yes} nor {@code only} */
    static Archived of(String text) {
        return switch (text) {
            case "", "no" -> HIDDEN;
            case "yes" -> SHOWN;
            case "only" -> ONLY;
            default -> throw new InvalidInput("archived", "archived must be no, yes or only, was " + text);
        };
    }
}
