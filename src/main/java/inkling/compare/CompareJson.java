package inkling.compare;

import inkling.archive.runs.Run;
import inkling.compare.Column.Figure;
import inkling.compare.MetricRow.Cell;
import inkling.compare.MetricRow.Verdict;
import inkling.runs.RunHead;
import inkling.runs.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison in JSON; to be given to {@code Json.write}. */
final class CompareJson {
    private CompareJson() {}

    /** Everything but the curves. */
    static Map<String, Object> of(SideBySide sides) {
        ComparisonRequest compared = sides.compared();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", compared.runs().stream().map(CompareJson::run).toList());
        json.put("baseline", compared.baseline().id());
        json.put("best", compared.best().map(Run::id));
        json.put("grouped", sides.grouping().seeds());
        json.put(
                "groups",
                sides.columns().stream()
                        .map(column -> Map.of("runs", ids(column), "name", column.name()))
                        .toList());
        json.put("settings", sides.settings().stream().map(CompareJson::setting).toList());
        json.put("metrics", sides.metrics().stream().map(CompareJson::metric).toList());
        return json;
    }

    private static Map<String, Object> run(Run run) {
        RunHead head = new RunHead(run);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("name", run.name());
        json.put("status", run.status());
        json.put("url", run.url());
        json.put("colour", head.colour());
        json.put("dash", head.dash());
        Map<String, Object> settings = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            settings.put(setting.id(), setting.value(run));
        }
        json.put("settings", settings);
        return json;
    }

    private static List<Long> ids(Column column) {
        return column.runs().stream().map(Run::id).toList();
    }

    private static Map<String, Object> setting(SettingRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("setting", row.setting().id());
        json.put("title", row.title());
        json.put("differs", row.differs());
        json.put("values", row.texts());
        return json;
    }

    private static Map<String, Object> metric(MetricRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", row.metric().id());
        json.put("title", row.title());
        json.put("unit", row.metric().unit());
        json.put("better", row.metric().better());
        json.put("aspect", row.aspect());
        json.put("values", row.cells().stream().map(CompareJson::cell).toList());
        return json;
    }

    private static Optional<Map<String, Object>> cell(Cell cell) {
        return cell.figure().map(figure -> cell(cell, figure));
    }

    private static Map<String, Object> cell(Cell cell, Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mean", figure.spread().mean());
        json.put("deviation", figure.spread().deviation());
        json.put("min", figure.spread().min());
        json.put("max", figure.spread().max());
        json.put("count", figure.spread().count());
        json.put("epochs", figure.epochs());
        json.put("best", cell.best());
        json.put("tied", cell.tied());
        json.put("difference", cell.difference());
        json.put("verdict", Optional.<Verdict>ofNullable(cell.verdict()));
        return json;
    }

    /** What the charts of the page draw: one line a column, of these runs, with this band; and where their data are. */
    static Map<String, Object> lines(SideBySide sides) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", "/api/compare/curves");
        json.put("band", sides.grouping().band());
        json.put("lines", sides.columns().stream().map(CompareJson::line).toList());
        return json;
    }

    private static Map<String, Object> line(Column column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", ids(column));
        json.put("name", column.name() + ", " + column.numbers());
        json.put("colour", column.head().colour());
        json.put("dash", column.head().dash());
        return json;
    }
}
