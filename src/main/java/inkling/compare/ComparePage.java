package inkling.compare;

import inkling.archive.RunArchive;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.errors.UserError;
import inkling.errors.UserError.InvalidInput;
import inkling.errors.UserError.NotFound;
import inkling.http.FormInput;
import inkling.runs.RunHead;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first view of a comparison: the curves, the metrics and the settings of several runs. */
public final class ComparePage {
    private static final String PATH = "/compare";
    private static final int OFFERED = 20;

    private final RunArchive archive;
    private final MetricsRepository metrics;

    public ComparePage(RunArchive archive, MetricsRepository metrics) {
        this.archive = archive;
        this.metrics = metrics;
    }

    public void page(Context context) {
        Map<String, String> query = FormInput.query(context, "runs");
        List<Run> runs;
        try {
            runs = ComparisonRequest.ids(query.getOrDefault("runs", "")).stream()
                    .map(archive::run)
                    .toList();
        } catch (InvalidInput | NotFound e) {
            choose(context, e, query);
            return;
        }
        show(context, ComparisonRequest.of(archive, runs, query), Map.of());
    }

    private void show(Context context, ComparisonRequest compared, Map<String, Object> more) {
        SideBySide comparison = SideBySide.of(compared, metrics);
        Map<String, Object> model = compared.model();
        model.put("comparison", comparison);
        model.put("groupings", comparison.grouping().choices(compared));
        model.put("bands", comparison.grouping().bands(compared));
        model.put("metrics", comparison.metrics());
        model.put(
                "differing",
                comparison.settings().stream().filter(SettingRow::differs).toList());
        model.put(
                "equal",
                comparison.settings().stream().filter(row -> !row.differs()).toList());
        model.put("curves", new CompareJson.Lines(comparison));
        model.putAll(more);
        context.render("compare/compare.html", model);
    }

    /** Says what is wrong with the address, and lets the runs be chosen here. */
    private void choose(Context context, UserError error, Map<String, String> query) {
        Map<String, Object> model = new HashMap<>();
        model.put("typed", query.getOrDefault("runs", ""));
        model.put("error", query.containsKey("runs") ? error.getMessage() : null);
        model.put("newest", archive.newest(OFFERED).stream().map(RunHead::new).toList());
        if (query.containsKey("runs")) {
            context.status(error.status());
        }
        context.render("compare/choose.html", model);
    }

    /** Adds the runs that were typed into the head's form, and goes back to the view it stands on. */
    public void add(Context context) {
        ComparisonRequest compared = ComparisonRequest.of(archive, context);
        String typed = compared.asked("add").orElse("");
        try {
            ComparisonRequest.ids(typed.isEmpty() ? "empty" : typed).forEach(archive::run);
            ComparisonRequest more =
                    ComparisonRequest.of(archive, withRuns(compared.query(), compared.ids() + "," + typed));
            String view = compared.asked("view").orElse("");
            String url = CompareTab.of(more).stream()
                    .filter(tab -> tab.id().equals(view))
                    .findFirst()
                    .map(CompareTab::url)
                    .orElseGet(() -> more.url(PATH));
            context.redirect(url, HttpStatus.SEE_OTHER);
        } catch (InvalidInput | NotFound e) {
            context.status(HttpStatus.BAD_REQUEST);
            String sentence = e.getMessage();
            show(context, compared, Map.of("typed", typed, "addError", sentence));
        }
    }

    private static Map<String, String> withRuns(Map<String, String> query, String runs) {
        Map<String, String> changed = new HashMap<>(query);
        changed.put("runs", runs);
        return changed;
    }
}
