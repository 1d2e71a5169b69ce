package inkling.runs;

import inkling.archive.runs.Run;
import inkling.training.EpochMetrics;
import inkling.training.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One value that a run has of a metric.
 *
 * @param epoch the one that had it; empty where it belongs to none
 */
public record Reading(double value, Optional<Integer> epoch) {
    /**
     * The best value of a run, the first of several.
     *
     * @param epochs of this run, in order
     * @return empty if the run has no value (yet), or none that is a number
     */
    public static Optional<Reading> best(Metric metric, Run run, List<EpochMetrics> epochs) {
        return all(metric, run, epochs)
                .reduce((best, next) -> metric.isBetter(next.value, best.value) ? next : best)
                .filter(reading -> Double.isFinite(reading.value));
    }

    /** The value after the last epoch; where epochs have none, the only one. */
    public static Optional<Reading> last(Metric metric, Run run, List<EpochMetrics> epochs) {
        return best(
                metric, run, metric.byEpoch() ? epochs.subList(Math.max(0, epochs.size() - 1), epochs.size()) : epochs);
    }

    private static Stream<Reading> all(Metric metric, Run run, List<EpochMetrics> epochs) {
        return switch (metric) {
            case EPOCH_SECONDS ->
                epochs.stream().mapToDouble(EpochMetrics::seconds).average().stream()
                        .mapToObj(mean -> new Reading(mean, Optional.empty()));
            case TOTAL_SECONDS -> seconds(run).map(took -> new Reading(took, Optional.empty())).stream();
            case MEAN_CORRUPTION_ERROR ->
                run.corruptionError().map(error -> new Reading(error, run.bestEpoch())).stream();
            default ->
                Stream.concat(
                        run.test().flatMap(metric::of).map(value -> new Reading(value, run.bestEpoch())).stream(),
                        epochs.stream()
                                .flatMap(epoch ->
                                        metric
                                                .of(epoch)
                                                .map(value -> new Reading(value, Optional.of(epoch.epoch())))
                                                .stream()));
        };
    }

    static Optional<Double> seconds(Run run) {
        return run.took().map(Duration::toMillis).map(millis -> millis / 1000.0);
    }
}
