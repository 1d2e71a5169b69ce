package inkling.sweeps.pages;

import inkling.analysis.Spread;
import inkling.archive.runs.Run;
import inkling.runs.RunFigure;
import inkling.sweeps.Axis;
import inkling.sweeps.Outcome;
import inkling.sweeps.SweptSetting;
import inkling.text.Text;
import inkling.training.Setting;
import inkling.worker.JobStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting's line in the table of a sweep.
 *
 * @param settings what is varied, in the columns' order
 * @param runs one for each seed
 * @param figures what they came to, in the columns' order
 * @param best whether no setting has a lower validation loss
 */
record SettingRow(List<String> settings, List<RunLink> runs, List<Cell> figures, boolean best) {
    private static final String NONE = "–";

    /** A run of the setting. */
    record RunLink(Run run) {
        public long seed() {
            return run.hyperparameters().seed();
        }

        /** Whether its status is to be shown: most are finished, and that needs no word. */
        public boolean remarkable() {
            return run.status() != JobStatus.FINISHED;
        }

        public String title() {
            return Text.of(
                    "Run %d, seed %d: %s",
                    run.id(), seed(), run.status().title().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A metric of the setting.
     *
     * @param text the mean over its finished runs
     * @param deviation {@code ± 0.0012}; null of fewer than two
     * @param best whether no setting is better
     */
    record Cell(String text, @Nullable String deviation, boolean best) {
        static Cell of(Optional<Spread> spread, RunFigure outcome, boolean best) {
            return new Cell(
                    spread.map(found -> outcome.metric().text(found.mean())).orElse(NONE),
                    spread.filter(found -> found.count() > 1)
                            .map(found -> "± " + outcome.metric().distance(found.deviation()))
                            .orElse(null),
                    best);
        }
    }

    /** The numbers of its runs as an address has them: {@code 3,4,5}. */
    public String ids() {
        return runs.stream().map(link -> String.valueOf(link.run().id())).collect(Collectors.joining(","));
    }

    /** What the box that picks it is called. */
    public String label() {
        return "Pick " + (settings.isEmpty() ? "the setting" : String.join(", ", settings));
    }

    /**
     * @param outcomes what is told of its runs
     * @param best the best setting by metric, where there is something to be better than
     */
    static SettingRow of(
            SweptSetting setting, List<Axis> axes, List<RunFigure> outcomes, Map<RunFigure, SweptSetting> best) {
        return new SettingRow(
                axes.stream().map(axis -> text(axis.of(), setting)).toList(),
                setting.results().stream()
                        .map(result -> new RunLink(result.run()))
                        .toList(),
                outcomes.stream()
                        .map(outcome -> Cell.of(setting.spread(outcome), outcome, setting.equals(best.get(outcome))))
                        .toList(),
                setting.equals(best.get(Outcome.JUDGED_BY)));
    }

    private static String text(Setting of, SweptSetting setting) {
        return of.text(setting.hyperparameters()).orElse(NONE);
    }
}
