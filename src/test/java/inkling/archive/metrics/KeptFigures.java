package inkling.archive.metrics;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import inkling.database.Database;
import inkling.training.EpochMetrics;
import inkling.training.Metric;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of its best epoch and its last one that a run's row has, such as {@code best_valid_loss}. */
final class KeptFigures {
    private static final List<String> COLUMNS = Stream.of("best_", "last_")
            .flatMap(which -> EpochMetrics.METRICS.stream().map(Metric::id).map(which::concat))
            .toList();

    private KeptFigures() {}

    static void assertThatTheyAreMeasured(Database database, long run) {
        assertThat(kept(database, run)).isEqualTo(measured(new MetricsRepository(database).epochs(run)));
    }

    private static Map<String, Double> kept(Database database, long run) {
        String sql = COLUMNS.stream().collect(joining(", ", "select ", " from run where id = ?"));
        Map<String, Double> row = database.jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind(0, run)
                        .mapToMap(Double.class)
                        .one());
        return row.entrySet().stream()
                .filter(each -> each.getValue() != null)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Double> measured(List<EpochMetrics> epochs) {
        Map<String, Double> figures = new HashMap<>();
        epochs.stream()
                .filter(epoch -> !Double.isNaN(epoch.validLoss()))
                .min(Comparator.comparingDouble(EpochMetrics::validLoss))
                .ifPresent(best -> put(figures, "best_", best));
        epochs.stream()
                .max(Comparator.comparingInt(EpochMetrics::epoch))
                .ifPresent(last -> put(figures, "last_", last));
        return figures;
    }

    private static void put(Map<String, Double> figures, String which, EpochMetrics epoch) {
        EpochMetrics.METRICS.forEach(metric -> figures.put(which + metric.id(), epoch.value(metric)));
    }
}
