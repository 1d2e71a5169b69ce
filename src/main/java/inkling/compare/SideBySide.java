package inkling.compare;

import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.archive.runs.TrainedOn;
import inkling.dataset.Fingerprint;
import inkling.runs.EarlierFigures;
import inkling.training.EpochMetrics;
import inkling.training.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a comparison with what they measured, as the page and its JSON have them.
 *
 * @param compared the address
 * @param grouping one by one, or seeds as one
 * @param columns in the order of the address
 * @param baseline the index of the column that the others are compared with
 */
record SideBySide(ComparisonRequest compared, Grouping grouping, List<Column> columns, int baseline) {
    SideBySide {
        columns = List.copyOf(columns);
    }

    /** Reads all epochs of all runs at once. */
    static SideBySide of(ComparisonRequest compared, MetricsRepository metrics) {
        Grouping grouping = Grouping.of(compared);
        Map<Long, List<EpochMetrics>> epochs =
                metrics.epochs(compared.runs().stream().map(Run::id).toList());
        List<Column> columns = grouping.groups().stream()
                .map(group -> new Column(group.runs(), epochs))
                .toList();
        Column baseline = columns.stream()
                .filter(column -> column.runs().contains(compared.baseline()))
                .findFirst()
                .orElseThrow();
        return new SideBySide(compared, grouping, columns, columns.indexOf(baseline));
    }

    /** What is drawn of each epoch, a chart each: losses first. */
    public List<Metric> curves() {
        return EpochMetrics.METRICS.stream()
                .sorted(Comparator.comparing(Metric::unit).reversed())
                .toList();
    }

    List<MetricRow> metrics() {
        return MetricRow.of(columns, baseline);
    }

    List<SettingRow> settings() {
        return SettingRow.of(columns);
    }

    /** Which of the runs are not counted as the others; null if none. */
    public @Nullable String earlier() {
        return EarlierFigures.among(compared.runs());
    }

    /** Whether the runs learnt from different images, so that their losses do not say which is better. */
    public boolean differentData() {
        return fingerprints().map(Fingerprint::whole).distinct().count() > 1;
    }

    /** Whether they were tested on the same images all the same. */
    public boolean sameTest() {
        return fingerprints()
                .allMatch(each -> each.sameTest(fingerprints().findFirst().orElseThrow()));
    }

    private Stream<Fingerprint> fingerprints() {
        return compared.runs().stream().map(Run::data).flatMap(Optional::stream).map(TrainedOn::fingerprint);
    }
}
