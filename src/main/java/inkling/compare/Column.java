package inkling.compare;

import inkling.analysis.Spread;
import inkling.archive.runs.Run;
import inkling.runs.Metric;
import inkling.runs.Metric.Reading;
import inkling.runs.RunHead;
import inkling.runs.Setting;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What has one column in the tables and one line in the charts: a run, or several that differ only in their seed.
 *
 * @param runs at least one
 * @param epochs of each run, by its number, in order
 */
record Column(List<Run> runs, Map<Long, List<EpochMetrics>> epochs) {
    Column {
        runs = List.copyOf(runs);
        epochs = Map.copyOf(epochs);
    }

    /**
     * A metric of the column.
     *
     * @param spread over the runs that have a value
     * @param epochs the different ones that had it, in order; empty where it belongs to none
     */
    record Figure(Spread spread, List<Integer> epochs) {
        Figure {
            epochs = List.copyOf(epochs);
        }
    }

    /** The run that gives the column its colour, its dash and its number. */
    public RunHead head() {
        return new RunHead(runs.get(0));
    }

    public boolean several() {
        return runs.size() > 1;
    }

    /** The runs, for the disclosure under a group's name. */
    public List<RunHead> members() {
        return runs.stream().map(RunHead::new).toList();
    }

    /** The run's name, or the first one's of a group. */
    public String name() {
        return runs.get(0).name();
    }

    /** {@code run 7}, or {@code runs 7, 8 and 9} of a group. */
    public String numbers() {
        List<String> ids = runs.stream().map(run -> String.valueOf(run.id())).toList();
        int last = ids.size() - 1;
        return several()
                ? Text.of("runs %s and %s", String.join(", ", ids.subList(0, last)), ids.get(last))
                : "run " + ids.get(0);
    }

    /** What the runs have as a setting: one text, or the different ones; a dash where there is none. */
    String text(Setting setting) {
        return runs.stream()
                .map(run -> setting.text(run).orElse("–"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Whether the metric can be held against another column's: how long a run took that did not get to its end cannot. */
    boolean comparable(Metric metric) {
        return metric != Metric.TOTAL_SECONDS || runs.stream().allMatch(run -> run.status() == JobStatus.FINISHED);
    }

    /** The metric over the runs that have it; empty if none has. */
    Optional<Figure> figure(Metric metric, boolean best) {
        List<Reading> readings = runs.stream()
                .map(run -> best ? metric.best(run, epochs.get(run.id())) : metric.last(run, epochs.get(run.id())))
                .flatMap(Optional::stream)
                .toList();
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        Spread spread = Spread.of(readings.stream().mapToDouble(Reading::value).toArray());
        List<Integer> at = readings.stream()
                .map(Reading::epoch)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
        return Optional.of(new Figure(spread, at));
    }
}
