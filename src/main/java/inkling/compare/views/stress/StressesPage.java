package inkling.compare.views.stress;

import inkling.analysis.robustness.Damaged;
import inkling.analysis.robustness.Measured;
import inkling.analysis.robustness.Robustness;
import inkling.archive.RunArchive;
import inkling.charts.Curve;
import inkling.charts.LineChart;
import inkling.compare.views.ComparedRun;
import inkling.compare.views.ComparedRuns;
import inkling.corruption.Corruption;
import inkling.runs.RunHead;
import inkling.stress.StrengthChart;
import inkling.stress.StressPage;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.Metric;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the networks of several runs break: their curves laid over each other, and their errors relative to the baseline's. */
public final class StressesPage {
    private static final String PATH = "/compare/stress";

    private final RunArchive archive;
    private final StressPage stress;

    public StressesPage(RunArchive archive, StressPage stress) {
        this.archive = archive;
        this.stress = stress;
    }

    /**
     * A run that is stress-tested.
     *
     * @param relative its errors over the baseline's; empty where that is not tested, or on other images
     */
    private record Tested(ComparedRun side, Robustness result, Optional<Double> relative) {
        Damaged under(Corruption corruption) {
            return result.corruptions().get(corruption.ordinal());
        }
    }

    /** A run's line of the table. */
    record Row(ComparedRun side, String error, String rise, String relative, String calibration, String accuracy) {
        static Row of(Tested tested) {
            Robustness result = tested.result();
            return new Row(
                    tested.side(),
                    Figures.percent(result.meanError()),
                    Metric.MEAN_CORRUPTION_ERROR.distance(result.rise()),
                    tested.relative().map(relative -> Text.of("%.3f", relative)).orElse("–"),
                    Figures.percent(result.meanCalibrationError()),
                    Figures.percent(result.clean().accuracy()));
        }
    }

    /** A corruption with the lines of all runs; those that were most damaged on the mean stand first. */
    record Panel(Corruption corruption, double mean, LineChart chart, List<Error> errors) {}

    /** A run's mean over the strengths. */
    record Error(ComparedRun side, String error) {}

    public void page(Context context) {
        ComparedRuns runs = ComparedRuns.of(archive, context);
        List<Tested> tested = tested(runs);
        Map<String, Object> model = runs.model(PATH);
        model.put("missing", runs.missing());
        model.put(
                "untested",
                runs.there().stream()
                        .filter(side -> tested.stream().noneMatch(each -> each.side() == side))
                        .toList());
        model.put("rows", tested.stream().map(Row::of).toList());
        model.put(
                "panels",
                tested.isEmpty()
                        ? List.of()
                        : Arrays.stream(Corruption.values())
                                .map(corruption -> panel(corruption, tested))
                                .sorted(Comparator.comparingDouble(Panel::mean).reversed())
                                .toList());
        context.render("compare/stress.html", model);
    }

    private List<Tested> tested(ComparedRuns runs) {
        Optional<ComparedRun> baseline = runs.baseline();
        Optional<Robustness> compared = baseline.flatMap(this::result);
        return runs.there().stream()
                .flatMap(side -> result(side)
                        .map(result -> new Tested(
                                side,
                                result,
                                compared.filter(other ->
                                                baseline.orElseThrow().run().sameTest(side.run()))
                                        .map(result::relativeTo)
                                        .filter(Double::isFinite)))
                        .stream())
                .toList();
    }

    private Optional<Robustness> result(ComparedRun side) {
        return stress.result(side.run(), side.at());
    }

    private static Panel panel(Corruption corruption, List<Tested> tested) {
        return new Panel(
                corruption,
                tested.stream()
                        .mapToDouble(each -> each.under(corruption).meanError())
                        .average()
                        .orElseThrow(),
                StrengthChart.of(
                        tested.stream().map(each -> curve(each, corruption)).toList()),
                tested.stream()
                        .map(each -> new Error(
                                each.side(),
                                Figures.percent(each.under(corruption).meanError())))
                        .toList());
    }

    private static Curve curve(Tested tested, Corruption corruption) {
        RunHead head = tested.side().head();
        return new Curve(
                Text.of("run %d", tested.side().id()),
                Text.of("run-%d dash-%d", head.colour(), head.dash()),
                StrengthChart.points(tested.result().clean(), tested.under(corruption), Measured::accuracy),
                false);
    }

    /**
     * What programs are told.
     *
     * @param baseline the run that errors are relative to
     * @param untested runs that can be looked at, but were not stress-tested at this epoch
     */
    record Answer(long baseline, List<Compared> runs, List<Long> untested) {}

    record Compared(
            long run,
            int epoch,
            double meanCorruptionError,
            double rise,
            Optional<Double> relativeToBaseline,
            double meanCalibrationError,
            Map<String, Double> errors) {
        static Compared of(Tested tested) {
            Robustness result = tested.result();
            Map<String, Double> errors = new LinkedHashMap<>();
            result.corruptions().forEach(each -> errors.put(each.corruption().id(), each.meanError()));
            return new Compared(
                    tested.side().id(),
                    tested.side().at(),
                    result.meanError(),
                    result.rise(),
                    tested.relative(),
                    result.meanCalibrationError(),
                    errors);
        }
    }

    public void json(Context context) {
        ComparedRuns runs = ComparedRuns.of(archive, context);
        List<Tested> tested = tested(runs);
        context.json(new Answer(
                runs.baseline()
                        .map(ComparedRun::id)
                        .orElse(runs.compared().baseline().id()),
                tested.stream().map(Compared::of).toList(),
                runs.there().stream()
                        .filter(side -> tested.stream().noneMatch(each -> each.side() == side))
                        .map(ComparedRun::id)
                        .toList()));
    }
}
