package inkling.compare.views;

import inkling.archive.Background;
import inkling.archive.Background.Key;
import inkling.errors.UserError;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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

    /**
     * Looks at every run that can be looked at, and waits a moment for it.
     *
     * @param what names what is worked out, together with the run and its epoch
     */
    public static <V> Results<V> look(
            Background background, String what, ComparedRuns runs, Function<ComparedRun, V> look) {
        return look(
                background,
                what,
                runs,
                look,
                System.nanoTime() + background.patience().toNanos());
    }

    /**
     * The same for programs, which wait for all of it.
     *
     * @throws UserError.Busy if that takes too long
     */
    static <V> Results<V> lookThrough(
            Background background, String what, ComparedRuns runs, Function<ComparedRun, V> look) {
        Results<V> results = look(background, what, runs, look, Background.untilProgramsGiveUp());
        if (results.waiting > 0) {
            throw Background.unfinished();
        }
        return results;
    }

    private static <V> Results<V> look(
            Background background, String what, ComparedRuns runs, Function<ComparedRun, V> look, long until) {
        Map<ComparedRun, CompletableFuture<V>> asked = new LinkedHashMap<>();
        runs.there()
                .forEach(side ->
                        asked.put(side, background.ask(new Key(what, side.id(), side.at()), () -> look.apply(side))));
        List<Seen<V>> seen = new ArrayList<>();
        List<ComparedRun> all = new ArrayList<>(runs.all());
        int waiting = 0;
        for (Map.Entry<ComparedRun, CompletableFuture<V>> each : asked.entrySet()) {
            ComparedRun side = each.getKey();
            try {
                Optional<V> found = Background.await(each.getValue(), until);
                found.ifPresent(value -> seen.add(new Seen<>(side, value)));
                waiting += found.isPresent() ? 0 : 1;
            } catch (UserError.Busy e) {
                throw e;
            } catch (UserError e) {
                all.set(all.indexOf(side), side.in(String.valueOf(e.getMessage())));
            }
        }
        return new Results<>(new ComparedRuns(runs.compared(), runs.choice(), all), seen, waiting);
    }

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
