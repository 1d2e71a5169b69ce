package inkling.runs;

import inkling.archive.runs.Run;
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
        List<Run> overBatches = runs.stream()
                .filter(run ->
                        run.overBatches().epochs() > 0 || run.overBatches().test())
                .toList();
        String named = overBatches.stream()
                .limit(NAMED)
                .map(run -> String.valueOf(run.id()))
                .collect(Collectors.joining(", "));
        String more = overBatches.size() > NAMED ? Text.of(" and %d more", overBatches.size() - NAMED) : "";
        return overBatches.isEmpty()
                ? null
                : Text.of(
                                "%s %s%s: measured by an earlier version of Inkling, whose validation and test figures are means over",
                                overBatches.size() == 1 ? "Run" : "Runs", named, more)
                        + " batches, where a last, smaller batch weighs as much as the others. Those of today are means"
                        + " over images.";
    }
}
