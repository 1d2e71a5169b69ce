package inkling.compare.views;

import inkling.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * What was found of the runs of a comparison.
 *
 * @param runs all runs, with the troubles that looking brought up
 * @param seen the runs of which it is known by now, in the order of the address
 * @param waiting how many runs it is still being worked out of
 */
public record Results<V>(ComparedRuns runs, List<Seen<V>> seen, int waiting) {
    public Results {
        seen = List.copyOf(seen);
    }

    /** One run and what was found of it. */
    public record Seen<V>(ComparedRun side, V value) {}

    /** What was found of the baseline; of the first run where the baseline cannot be looked at or is not known yet. */
    public Optional<Seen<V>> baseline() {
        return runs.baseline().flatMap(this::of).or(() -> seen.stream().findFirst());
    }

    /** The runs that were tested on the same images as the baseline, whatever is known of them. */
    public static List<ComparedRun> alike(ComparedRuns runs) {
        Optional<ComparedRun> baseline = runs.baseline();
        return runs.there().stream()
                .filter(side -> baseline.filter(side::sameTest).isPresent())
                .toList();
    }

    /** Those that were tested on the same images as the baseline, the baseline among them. */
    public List<Seen<V>> alike() {
        Optional<ComparedRun> baseline = baseline().map(Seen::side);
        return seen.stream()
                .filter(each -> baseline.filter(each.side()::sameTest).isPresent())
                .toList();
    }

    /** Why some runs' images cannot be held against the baseline's. */
    public List<ComparisonErrors.RunError> apart() {
        List<Seen<V>> alike = alike();
        return seen.stream()
                .filter(each -> !alike.contains(each))
                .map(each -> new ComparisonErrors.RunError(
                        each.side().id(), apart(each.side(), alike.get(0).side())))
                .toList();
    }

    private static String apart(ComparedRun side, ComparedRun baseline) {
        return Text.of(
                "Run %d was tested on other images than run %d (%s and %s), so they cannot be compared image by image.",
                side.id(),
                baseline.id(),
                side.head().datasetTitle(),
                baseline.head().datasetTitle());
    }

    public Optional<Seen<V>> of(ComparedRun side) {
        return seen.stream().filter(each -> each.side().id() == side.id()).findFirst();
    }
}
