package inkling.sweeps;

import inkling.analysis.Spread;
import inkling.archive.runs.Run;
import inkling.archive.runs.SeedGroup;
import inkling.training.Hyperparameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One setting of a sweep, with the runs of all its seeds.
 *
 * @param results at least one, in the order in which they were asked for
 */
public record SweptSetting(List<RunResult> results) {
    public SweptSetting {
        results = List.copyOf(results);
    }

    /** The settings in the order of each one's first run. */
    public static List<SweptSetting> of(List<RunResult> results) {
        Map<Long, RunResult> byRun = results.stream()
                .collect(Collectors.toMap(
                        result -> result.run().id(), result -> result, (one, other) -> one, LinkedHashMap::new));
        return SeedGroup.ofSettings(results.stream().map(RunResult::run).toList()).stream()
                .map(group -> new SweptSetting(
                        group.runs().stream().map(Run::id).map(byRun::get).toList()))
                .toList();
    }

    public Hyperparameters hyperparameters() {
        return results.get(0).run().hyperparameters();
    }

    /** Over the seeds that are finished; empty if none is. */
    public Optional<Spread> spread(Outcome outcome) {
        double[] values = results.stream()
                .flatMap(result -> outcome.value(result).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** The best of some settings by their means; empty if none has a finished run. */
    public static Optional<SweptSetting> best(List<SweptSetting> settings, Outcome outcome) {
        return settings.stream()
                .filter(setting -> setting.spread(outcome).isPresent())
                .reduce((best, next) ->
                        outcome.metric().isBetter(next.mean(outcome), best.mean(outcome)) ? next : best);
    }

    /** @throws java.util.NoSuchElementException if no run is finished */
    private double mean(Outcome outcome) {
        return spread(outcome).orElseThrow().mean();
    }
}
