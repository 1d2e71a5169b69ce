package inkling.runs;

import inkling.archive.metrics.MeasuredRun;
import inkling.archive.runs.Run;
import inkling.text.Named;
import inkling.text.Text;
import inkling.training.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What runs are filtered, sorted and judged by: a metric, and where in a run it is taken.
 *
 * @param id the name in filters and in the API, such as {@code best_valid_loss}
 * @param words what it is called within a sentence, such as {@code best valid. loss}
 * @param value empty where a run has none
 */
public record RunFigure(At at, Metric metric, String id, String words, Function<MeasuredRun, Optional<Double>> value) {
    /** Where it is taken. */
    public enum At implements Named {
        TEST,
        BEST,
        LAST,
        RUN
    }

    /** How long a run took that has ended. */
    public static final RunFigure TOOK =
            new RunFigure(At.RUN, Metric.TOTAL_SECONDS, "took", "took", measured -> Reading.seconds(measured.run()));

    /** Those of the test, of the best epoch and of the last one. */
    public static final List<RunFigure> ALL = Stream.of(
                    all(At.TEST, "", metric -> measured -> tested(metric, measured.run())),
                    all(At.BEST, "best ", metric -> measured -> measured.best().flatMap(metric::of)),
                    all(At.LAST, "last ", metric -> measured -> measured.last().flatMap(metric::of)))
            .flatMap(figures -> figures)
            .toList();

    private static Stream<RunFigure> all(
            At at, String which, Function<Metric, Function<MeasuredRun, Optional<Double>>> value) {
        return Arrays.stream(Metric.values())
                .filter(metric -> at == At.TEST ? metric.ofTest() : metric.byEpoch())
                .map(metric -> new RunFigure(
                        at,
                        metric,
                        which.replace(' ', '_') + metric.id(),
                        which + metric.brief(),
                        value.apply(metric)));
    }

    private static Optional<Double> tested(Metric metric, Run run) {
        return metric == Metric.MEAN_CORRUPTION_ERROR
                ? run.corruptionError()
                : run.test().flatMap(metric::of);
    }

    /** What it is called where it stands alone: {@code Best valid. loss}. */
    public String title() {
        return Text.capitalised(words);
    }
}
