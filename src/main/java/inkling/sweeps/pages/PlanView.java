package inkling.sweeps.pages;

import inkling.sweeps.Forecast;
import inkling.sweeps.space.Hyperparameter;
import inkling.sweeps.space.SweepPlan;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Hyperparameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A sweep before it starts, in the words of the form.
 *
 * @param whole whether every run is shown, and not only the first ones
 */
record PlanView(SweepPlan plan, Optional<Forecast> forecast, boolean whole) {
    private static final int FIRST = 20;

    /** A run's line. */
    record Row(int number, List<String> settings, long seed) {}

    /** {@code 12 settings × 3 seeds = 36 runs}. */
    public String sum() {
        int seeds = plan.seeds().size();
        return Text.of(
                "%s × %s = %s",
                Figures.plural(plan.settings().size(), "setting"),
                Figures.plural(seeds, "seed"),
                Figures.plural(plan.requests().size(), "run"));
    }

    public int runs() {
        return plan.requests().size();
    }

    public @Nullable ForecastText time() {
        return forecast.map(ForecastText::new).orElse(null);
    }

    public List<String> heads() {
        return plan.varied().stream().map(Hyperparameter::title).toList();
    }

    public List<Row> rows() {
        int shown = whole ? runs() : Math.min(FIRST, runs());
        return IntStream.range(0, shown).mapToObj(this::row).toList();
    }

    private Row row(int index) {
        Hyperparameters chosen = plan.requests().get(index).hyperparameters();
        return new Row(
                index + 1,
                plan.varied().stream()
                        .map(each -> each.value(chosen).map(each::text).orElse("–"))
                        .toList(),
                chosen.seed());
    }

    /** How many runs are not shown. */
    public int hidden() {
        return whole ? 0 : Math.max(0, runs() - FIRST);
    }
}
