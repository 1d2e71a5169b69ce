package inkling.runs.pages;

import inkling.runs.store.Run;
import inkling.text.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which runs' figures are not counted as the others'. */
public final class EarlierFigures {
    private static final int NAMED = 8;

    private EarlierFigures() {}

    /** A sentence on those of the runs that an earlier version of Inkling measured; null if there are none. */
    public static @Nullable String among(List<Run> runs) {
        List<Run> earlier = runs.stream()
                .filter(run -> run.earlier().epochs() > 0 || run.earlier().test())
                .toList();
        String named = earlier.stream()
                .limit(NAMED)
                .map(run -> String.valueOf(run.id()))
                .collect(Collectors.joining(", "));
        String more = earlier.size() > NAMED ? Text.of(" and %d more", earlier.size() - NAMED) : "";
        return earlier.isEmpty()
                ? null
                : Text.of(
                                "%s %s%s: measured by an earlier version of Inkling, whose validation and test figures are means over",
                                earlier.size() == 1 ? "Run" : "Runs", named, more)
                        + " batches, where a last, smaller batch weighs as much as the others. Those of today are means"
                        + " over images.";
    }
}
