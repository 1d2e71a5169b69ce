package inkling.compare.looks;

import java.util.ArrayList;
import java.util.List;

/** Why runs are missing from a comparison, for programs. */
public final class Troubles {
    private Troubles() {}

    /** One run and why it is missing, as a sentence. */
    public record Trouble(long run, String reason) {}

    public static List<Trouble> of(Looked<?> looked) {
        List<Trouble> troubles = new ArrayList<>();
        looked.sides().missing().stream()
                .map(side -> new Trouble(side.id(), side.reason()))
                .forEach(troubles::add);
        troubles.addAll(looked.apart());
        return troubles;
    }
}
