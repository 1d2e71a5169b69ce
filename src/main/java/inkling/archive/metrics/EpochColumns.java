package inkling.archive.metrics;

import static java.util.stream.Collectors.joining;

import inkling.training.EpochMetrics;
import inkling.training.Metric;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;

/** The columns of an epoch's row: each metric in that of its name. */
final class EpochColumns {
    /** All of them with commas between. */
    static final String NAMES = list("");

    /** The same as the named parameters of a statement. */
    static final String PARAMETERS = list(":");

    private EpochColumns() {}

    private static String list(String prefix) {
        return values(EpochMetrics.of(0, 0, metric -> 0)).keySet().stream()
                .map(prefix::concat)
                .collect(joining(", "));
    }

    /** What a statement writes, by column. */
    static Map<String, Object> values(EpochMetrics epoch) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("epoch", epoch.epoch());
        values.put("seconds", epoch.seconds());
        EpochMetrics.METRICS.forEach(metric -> values.put(metric.id(), epoch.value(metric)));
        return values;
    }

    static EpochMetrics read(ResultSet row, StatementContext context) throws SQLException {
        Map<Metric, Double> values = new LinkedHashMap<>();
        for (Metric metric : EpochMetrics.METRICS) {
            values.put(metric, row.getDouble(metric.id()));
        }
        return EpochMetrics.of(row.getInt("epoch"), row.getDouble("seconds"), values::get);
    }
}
