package inkling.compare.views;

import java.util.ArrayList;
import java.util.List;

/** Why runs are missing from a comparison, for programs. */
public final class ComparisonErrors {
    private ComparisonErrors() {}

    /** One run and why it is missing, as a sentence. */
    public record RunError(long run, String reason) {}

    public static List<RunError> of(Results<?> results) {
        List<RunError> troubles = new ArrayList<>();
        results.runs().missing().stream()
                .map(side -> new RunError(side.id(), side.reason()))
                .forEach(troubles::add);
        troubles.addAll(results.apart());
        return troubles;
    }
}
