package inkling.sweeps.pages;

import inkling.archive.metrics.MeasuredRun;
import inkling.runs.EarlierFigures;
import inkling.runs.RunFigure;
import inkling.sweeps.Axis;
import inkling.sweeps.Outcome;
import inkling.sweeps.Sweeps;
import inkling.sweeps.SweptSetting;
import inkling.sweeps.space.SweepForm;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sweep in the words of its page.
 *
 * @param settings in the order in which they were asked for
 * @param order of the table
 */
record SweepView(Sweeps.State state, List<Axis> axes, List<SweptSetting> settings, TableOrder order) {
    private static final int COMPARABLE = 24;

    static SweepView of(Sweeps.State state, TableOrder order) {
        return new SweepView(state, Axis.of(state.sweep(), state.results()), SweptSetting.of(state.results()), order);
    }

    /**
     * The head of a column.
     *
     * @param url orders by it
     * @param order {@code ascending} or {@code descending} if the table is ordered by it, else null
     */
    record Head(String title, String url, @Nullable String order, boolean number) {}

    /**
     * The best setting so far; its run is the best of its seeds.
     *
     * @param valid its validation loss
     * @param test its test accuracy, by which it is not chosen
     */
    record Best(SettingRow.Cell valid, SettingRow.Cell test, String setting, long run, String url) {}

    /** {@code 12 settings, 3 seeds each: 36 runs}. */
    public String about() {
        int runs = state.counts().total();
        String total = Figures.plural(runs, "run");
        if (settings.size() == runs || settings.isEmpty()) {
            return total;
        }
        String seeds = runs % settings.size() == 0 ? Text.of(", %d seeds each", runs / settings.size()) : "";
        return Figures.plural(settings.size(), "setting") + seeds + ": " + total;
    }

    public boolean active() {
        return state.counts().active() > 0;
    }

    /** {@code 12 of 36}. */
    public String done() {
        return Text.of("%d of %d", state.counts().ended(), state.counts().total());
    }

    /** How many stand where, those that nobody is in left out. */
    public List<StatusCount> counts() {
        return StatusCount.of(state.counts());
    }

    public @Nullable ForecastText left() {
        return state.left().map(ForecastText::new).orElse(null);
    }

    /** The best by validation loss; null before a run is finished. */
    public @Nullable Best best() {
        return SweptSetting.best(settings, Outcome.JUDGED_BY).map(this::best).orElse(null);
    }

    private Best best(SweptSetting setting) {
        SettingRow row = SettingRow.of(setting, axes, Outcome.ALL, Map.of());
        long run = SweptSetting.best(
                        setting.results().stream()
                                .map(result -> new SweptSetting(List.of(result)))
                                .toList(),
                        Outcome.JUDGED_BY)
                .orElseThrow()
                .results()
                .get(0)
                .run()
                .id();
        String words = axes.stream()
                .flatMap(axis ->
                        axis
                                .of()
                                .text(setting.hyperparameters())
                                .map(text -> axis.of().words() + " " + text)
                                .stream())
                .collect(Collectors.joining(", "));
        return new Best(
                row.figures().get(0),
                row.figures()
                        .get(Outcome.ALL.indexOf(
                                Outcome.of(Metric.TEST_ACCURACY.id()).orElseThrow())),
                words,
                run,
                "/runs/" + run);
    }

    /** How many runs are finished that nobody has stress-tested. */
    public long untested() {
        return state.results().stream()
                .map(MeasuredRun::run)
                .filter(SweepStress::isUntested)
                .count();
    }

    /** Which runs are not counted as the others; null if none. */
    public @Nullable String earlier() {
        return EarlierFigures.among(
                state.results().stream().map(MeasuredRun::run).toList());
    }

    public List<Head> heads() {
        List<Head> heads = new ArrayList<>();
        heads.add(head("Run", "run", false));
        axes.forEach(axis -> heads.add(
                head(axis.of().title(), axis.of().id(), axis.of().shape().numeric())));
        for (RunFigure outcome : outcomes()) {
            heads.add(head(outcome.title(), outcome.id(), true));
        }
        return heads;
    }

    private List<RunFigure> outcomes() {
        return Outcome.of(state.results());
    }

    private Head head(String title, String key, boolean number) {
        String sorted = !order.key().equals(key) ? null : order.descending() ? "descending" : "ascending";
        return new Head(title, state.sweep().url() + order.by(key).query(), sorted, number);
    }

    /** Whether each value is a number, by column. */
    public List<Boolean> numeric() {
        return axes.stream().map(axis -> axis.of().shape().numeric()).toList();
    }

    public List<SettingRow> rows() {
        Map<RunFigure, SweptSetting> best = new HashMap<>();
        if (settings.size() > 1) {
            for (RunFigure outcome : Outcome.ALL) {
                if (!Outcome.onTest(outcome)) {
                    SweptSetting.best(settings, outcome).ifPresent(setting -> best.put(outcome, setting));
                }
            }
        }
        return order.sorted(settings).stream()
                .map(setting -> SettingRow.of(setting, axes, outcomes(), best))
                .toList();
    }

    /** What was asked for, by field, in the order of the form. */
    public Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        Map<String, String> fields = state.sweep().fields();
        SweepForm.SETTINGS.stream()
                .filter(each -> fields.containsKey(each.id()))
                .forEach(each -> asked.put(each.title(), asInTheForm(fields.get(each.id()))));
        SweepForm.OWN_FIELDS.stream()
                .filter(fields::containsKey)
                .filter(field -> !field.equals("settings") || "random".equals(fields.get("search")))
                .forEach(field -> asked.put(
                        field.equals("seeds") ? "Seeds each" : field.equals("settings") ? "Settings drawn" : "Search",
                        asInTheForm(fields.get(field))));
        return asked;
    }

    /** A choice in the words that the form has for it; what was typed as it was typed. */
    private static String asInTheForm(String value) {
        return switch (value) {
            case "true" -> "On";
            case "false" -> "Off";
            case "true, false" -> "Both on and off";
            case "grid" -> "Grid";
            case "random" -> "Random";
            default -> value;
        };
    }

    /** The order of the table as the address has it. */
    public String query() {
        return order.query();
    }

    /** How many runs the page of a comparison takes. */
    public int comparable() {
        return COMPARABLE;
    }
}
