package inkling.compare;

import inkling.analysis.Spread;
import inkling.archive.runs.Run;
import inkling.compare.MetricRow.Aspect;
import inkling.compare.MetricRow.Cell;
import inkling.compare.MetricRow.Verdict;
import inkling.http.Json.Flat;
import inkling.runs.RunFact;
import inkling.runs.RunHead;
import inkling.training.Metric;
import inkling.worker.JobStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison in JSON: everything but the curves. */
record CompareJson(
        List<RunJson> runs,
        long baseline,
        Optional<Long> best,
        boolean grouped,
        List<Group> groups,
        List<SettingJson> settings,
        List<MetricJson> metrics) {
    CompareJson(SideBySide comparison) {
        this(
                comparison.compared().runs().stream().map(CompareJson::run).toList(),
                comparison.compared().baseline().id(),
                comparison.compared().best().map(Run::id),
                comparison.grouping().seeds(),
                comparison.columns().stream()
                        .map(column -> new Group(ids(column), column.name()))
                        .toList(),
                comparison.settings().stream().map(CompareJson::setting).toList(),
                comparison.metrics().stream().map(CompareJson::metric).toList());
    }

    record RunJson(
            long run,
            String name,
            JobStatus status,
            String url,
            long colour,
            long dash,
            Map<String, Optional<Object>> settings) {}

    record Group(List<Long> runs, String name) {}

    record SettingJson(String setting, String title, boolean differs, List<String> values) {}

    record MetricJson(
            Metric metric,
            String title,
            Metric.Unit unit,
            Metric.Better better,
            Aspect aspect,
            List<Optional<Value>> values) {}

    record Value(
            @Flat Spread spread,
            List<Integer> epochs,
            boolean best,
            boolean tied,
            Optional<Double> difference,
            Optional<Verdict> verdict) {}

    private static RunJson run(Run run) {
        RunHead head = new RunHead(run);
        Map<String, Optional<Object>> settings = new LinkedHashMap<>();
        RunFact.ALL.forEach(fact -> settings.put(fact.id(), fact.value().apply(run)));
        return new RunJson(run.id(), run.name(), run.status(), run.url(), head.colour(), head.dash(), settings);
    }

    private static List<Long> ids(Column column) {
        return column.runs().stream().map(Run::id).toList();
    }

    private static SettingJson setting(SettingRow row) {
        return new SettingJson(row.setting().id(), row.setting().title(), row.differs(), row.texts());
    }

    private static MetricJson metric(MetricRow row) {
        Metric metric = row.metric();
        List<Optional<Value>> values =
                row.cells().stream().map(CompareJson::value).toList();
        return new MetricJson(metric, metric.title(), metric.unit(), metric.better(), row.aspect(), values);
    }

    private static Optional<Value> value(Cell cell) {
        Optional<Verdict> verdict = Optional.ofNullable(cell.verdict());
        return cell.figure()
                .map(figure -> new Value(
                        figure.spread(), figure.epochs(), cell.best(), cell.tied(), cell.difference(), verdict));
    }

    /** What the charts of the page draw: one line a column, of these runs, with this band; and where their data are. */
    record Lines(String url, Grouping.Band band, List<Line> lines) {
        Lines(SideBySide comparison) {
            this(
                    "/api/compare/curves",
                    comparison.grouping().band(),
                    comparison.columns().stream().map(CompareJson::line).toList());
        }
    }

    record Line(List<Long> runs, String name, long colour, long dash) {}

    private static Line line(Column column) {
        String name = column.name() + ", " + column.numbers();
        return new Line(ids(column), name, column.head().colour(), column.head().dash());
    }
}
