package inkling.runs;

import inkling.archive.metrics.MetricsRepository;
import inkling.archive.runs.Run;
import inkling.http.FormInput;
import inkling.network.Layer;
import inkling.runs.job.Runs;
import inkling.text.Text;
import inkling.training.DeadUnits;
import inkling.training.LayerNorms;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run measured layer by layer: as a table, as a file, and for the charts of its page. */
public final class NormPages {
    /** In the table, which is to be read. */
    private static final int MOST_ROWS = 2_000;

    private final Runs runs;
    private final MetricsRepository metrics;

    public NormPages(Runs runs, MetricsRepository metrics) {
        this.runs = runs;
        this.metrics = metrics;
    }

    /**
     * @param layers the ids of those that learn, in the network's order
     * @param reluLayers of those whose units can be dead
     * @param usualShare about what an update is of the weights where all goes well
     */
    private record NormsJson(
            long run,
            List<String> layers,
            List<String> reluLayers,
            double usualShare,
            List<LayerNorms> norms,
            List<DeadUnits> deadUnits) {}

    public void json(Context context) {
        Run run = asked(context);
        context.json(new NormsJson(
                run.id(),
                LayerRow.order(run, layer -> layer.body().isEmpty() && layer.parameterCount() > 0),
                LayerRow.order(run, layer -> layer.layer() instanceof Layer.Relu),
                LayerNorms.USUAL_SHARE,
                norms(run),
                metrics.deadUnits(run.id(), 0)));
    }

    public void csv(Context context) {
        Run run = asked(context);
        StringBuilder rows = new StringBuilder(
                "kind,epoch,step,layer,gradient_norm,update_norm,weight_norm,update_share,units,dead\r\n");
        norms(run)
                .forEach(each -> rows.append(Text.of(
                        "step,%d,%d,%s,%s,%s,%s,%s,,\r\n",
                        each.epoch(),
                        each.step(),
                        each.layer(),
                        MetricsCsv.number(each.gradientNorm()),
                        MetricsCsv.number(each.updateNorm()),
                        MetricsCsv.number(each.weightNorm()),
                        MetricsCsv.number(each.updateShare()))));
        metrics.deadUnits(run.id(), 0)
                .forEach(each -> rows.append(
                        Text.of("epoch,%d,,%s,,,,,%d,%d\r\n", each.epoch(), each.layer(), each.units(), each.dead())));
        MetricsCsv.send(context, Text.of("run-%d-norms.csv", run.id()), rows.toString());
    }

    public void page(Context context) {
        Run run = asked(context);
        List<LayerNorms> all = norms(run);
        int layers =
                Math.max(1, (int) all.stream().map(LayerNorms::layer).distinct().count());
        int apart = Math.max(1, (all.size() + MOST_ROWS - 1) / MOST_ROWS);
        List<LayerRow> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i / layers % apart == 0) {
                LayerNorms norms = all.get(i);
                rows.add(new LayerRow(norms.layer(), Optional.of(norms), Optional.empty()));
            }
        }
        context.render(
                "runs/norms.html", Map.of("run", new RunHead(run), "rows", rows, "left", apart > 1, "all", all.size()));
    }

    /** Step by step, and within a step in the network's order. */
    private List<LayerNorms> norms(Run run) {
        List<String> order = LayerRow.order(run, any -> true);
        return metrics.norms(run.id(), 0).stream()
                .sorted(Comparator.comparingLong(LayerNorms::step)
                        .thenComparingInt(each -> order.indexOf(each.layer())))
                .toList();
    }

    private Run asked(Context context) {
        return runs.get(FormInput.id("run", context.pathParam("id")));
    }
}
