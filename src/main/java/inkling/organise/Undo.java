package inkling.organise;

import inkling.archive.runs.Run;
import inkling.text.Numbers;
import inkling.text.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the list says of what was done just now, with the way to take it back; the address tells it as {@code
 * did=delete:12,13}.
 *
 * @param sentence what was done
 * @param action what takes it back
 * @param runs to whom
 */
public record Undo(String sentence, String action, List<Long> runs) {
    public Undo {
        runs = List.copyOf(runs);
    }

    /** @return empty if the text says nothing, or nothing that still holds */
    public static Optional<Undo> of(OrganisedRuns organised, String did) {
        boolean deleted = did.startsWith("delete:");
        if (!deleted && !did.startsWith("archive:")) {
            return Optional.empty();
        }
        List<Long> named = Numbers.ids(did.substring(did.indexOf(':') + 1)).orElse(List.of());
        List<Run> runs = deleted ? organised.deletedOf(named) : organised.archivedOf(named);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        String who = runs.size() == 1
                ? Text.of("Run %d, %s%s, was", runs.get(0).id(), runs.get(0).name(), whose(runs))
                : Text.of("%d runs%s were", runs.size(), whose(runs));
        return Optional.of(new Undo(
                who + (deleted ? " deleted." : " archived."),
                deleted ? "restore" : "unarchive",
                runs.stream().map(Run::id).toList()));
    }

    /** {@code  by Anna, Ben}; empty where nobody is known. */
    private static String whose(List<Run> runs) {
        String people =
                runs.stream().flatMap(run -> run.askedBy().stream()).distinct().collect(Collectors.joining(", "));
        return people.isEmpty() ? "" : " by " + people;
    }

    /** What the address of a list is to carry, so that it says so. */
    static String did(String action, List<Long> ids) {
        return "did=" + action + ":" + ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
