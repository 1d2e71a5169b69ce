package inkling.runs;

import inkling.archive.metrics.StepWindow;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import inkling.training.Metric;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What runs have measured, for a spreadsheet: one row a window of steps and one an epoch, in the order in which they
 * came; empty where a column has no value.
 */
public final class MetricsCsv {
    private final boolean several;
    private final StringBuilder rows = new StringBuilder();

    /** @param several whether it is of several runs, so that each row begins with the run's number */
    public MetricsCsv(boolean several) {
        this.several = several;
        rows.append(several ? "run," : "")
                .append("kind,epoch,step,steps,seconds,")
                .append(row(Metric::id))
                .append(",learning_rate\r\n");
    }

    /** Adds all rows of a run. */
    public void add(long run, List<EpochMetrics> epochs, List<StepWindow> steps) {
        int next = 0;
        for (EpochMetrics epoch : epochs) {
            for (; next < steps.size() && steps.get(next).epoch() <= epoch.epoch(); next++) {
                add(run, steps.get(next));
            }
            rows.append(Text.of(
                    "%sepoch,%d,,,%s,%s,\r\n",
                    start(run), epoch.epoch(), epoch.seconds(), row(metric -> number(epoch.value(metric)))));
        }
        steps.stream().skip(next).forEach(window -> add(run, window));
    }

    private void add(long run, StepWindow window) {
        rows.append(Text.of(
                "%sstep,%d,%d,%d,%s,%s,%s\r\n",
                start(run),
                window.epoch(),
                window.step(),
                window.steps(),
                window.seconds(),
                row(metric -> switch (metric) {
                    case TRAIN_LOSS -> number(window.loss());
                    case TRAIN_ACCURACY -> number(window.accuracy());
                    default -> "";
                }),
                window.learningRate()));
    }

    private static String row(Function<Metric, String> cell) {
        return EpochMetrics.METRICS.stream().map(cell).collect(Collectors.joining(","));
    }

    /** In homes of earlier versions it need not be one. */
    static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "";
    }

    private String start(long run) {
        return several ? run + "," : "";
    }

    /** The whole file. */
    @Override
    public String toString() {
        return rows.toString();
    }

    /** Sends it. */
    public void send(Context context, String fileName) {
        send(context, fileName, toString());
    }

    static void send(Context context, String fileName, String rows) {
        context.header("Content-Disposition", Text.of("attachment; filename=\"%s\"", fileName));
        context.contentType("text/csv; charset=utf-8").result(rows);
    }
}
