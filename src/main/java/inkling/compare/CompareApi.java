package inkling.compare;

import inkling.archive.RunArchive;
import inkling.archive.metrics.MetricsRepository;
import inkling.archive.metrics.StepWindow;
import inkling.archive.runs.Run;
import inkling.runs.MetricsCsv;
import inkling.runs.job.RunJson;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Comparisons for programs; each address takes {@code runs=3,7,9} and, as the page does, {@code baseline=7} and {@code
 * group=seeds|none}.
 *
 * <ul>
 *   <li>{@code GET /api/compare}: the runs with their settings; {@code settings}, each with {@code differs} and one text a
 *       group; {@code metrics}, each with {@code better}, {@code aspect} (best, last or only) and one value a group: {@code
 *       mean}, {@code deviation}, {@code min}, {@code max}, {@code count}, {@code epochs}, {@code best}, {@code difference}
 *       to the baseline's mean and {@code verdict}; {@code groups}, which says which runs each value is of.
 *   <li>{@code GET /api/compare/curves}: of each run its {@code status}, {@code steps_per_epoch}, and {@code steps} and
 *       {@code epochs} in columns. At most some {@value #MOST_WINDOWS} windows of steps in all: of many runs, every two
 *       or more windows are sent as their mean.
 *   <li>{@code GET /api/compare/curves.csv}: all windows of steps and all epochs, a row each.
 * </ul>
 */
public final class CompareApi {
    private static final int MOST_WINDOWS = 25_000;

    private final RunArchive archive;
    private final MetricsRepository metrics;

    public CompareApi(RunArchive archive, MetricsRepository metrics) {
        this.archive = archive;
        this.metrics = metrics;
    }

    public void table(Context context) {
        context.json(new CompareJson(SideBySide.of(compared(context), metrics)));
    }

    private ComparisonRequest compared(Context context) {
        return ComparisonRequest.of(archive, context);
    }

    public void curves(Context context) {
        List<Run> runs = compared(context).runs();
        List<Long> ids = runs.stream().map(Run::id).toList();
        Map<Long, List<StepWindow>> steps = metrics.steps(ids);
        Map<Long, List<EpochMetrics>> epochs = metrics.epochs(ids);
        int windows = steps.values().stream().mapToInt(List::size).sum();
        // The same for all, since the steps of equal settings are to meet.
        int width = (windows + MOST_WINDOWS - 1) / MOST_WINDOWS;
        context.json(Map.of(
                "runs",
                runs.stream()
                        .map(run -> new RunJson.Curves(
                                run, epochs.get(run.id()), StepWindow.widened(steps.get(run.id()), Math.max(1, width))))
                        .toList()));
    }

    public void csv(Context context) {
        List<Long> ids = compared(context).runs().stream().map(Run::id).toList();
        Map<Long, List<StepWindow>> steps = metrics.steps(ids);
        MetricsCsv csv = new MetricsCsv(true);
        Map<Long, List<EpochMetrics>> epochs = metrics.epochs(ids);
        ids.forEach(run -> csv.add(run, epochs.get(run), steps.get(run)));
        String names = ids.stream().map(String::valueOf).collect(Collectors.joining("-"));
        csv.send(context, Text.of("runs-%s-metrics.csv", names));
    }
}
