package inkling.weights;

import inkling.analysis.Distribution;
import inkling.archive.Epochs;
import inkling.archive.RunArchive;
import inkling.network.Blueprint;
import inkling.network.Blueprint.Fitted;
import inkling.network.Parameter;
import inkling.runs.EpochRequest;
import inkling.text.Figures;
import inkling.text.Text;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How the weights and the gradients of every layer are spread, epoch by epoch. */
public final class HistogramPage {
    /** More epochs than these are thinned out. */
    private static final int MOST = 21;

    private final RunArchive archive;
    private final LayerStore store;

    /** @param store closed by whoever made it */
    public HistogramPage(RunArchive archive, LayerStore store) {
        this.archive = archive;
        this.store = store;
    }

    /** A layer's drawings: two for each of its parameters. */
    record LayerCard(String title, String shape, List<Ridges> drawings) {}

    /** A tensor's figures at the epoch that is looked at. */
    record TensorRow(
            String name,
            String size,
            String mean,
            String deviation,
            String min,
            String max,
            String gradientNorm,
            String gradientDeviation,
            String gradientZeros) {}

    /** An epoch's figures, one a tensor. */
    record EpochRow(int epoch, boolean current, List<String> deviations, List<String> gradientNorms) {}

    public void page(Context context) {
        EpochRequest request = EpochRequest.of(archive, context);
        List<Integer> epochs = chosen(request.epochs(), request.epoch());
        LayerStore.Known known = store.of(request.run(), epochs);
        List<Parameter> parameters = request.run().blueprint().parameters();
        Map<String, Object> model = request.model();
        model.put("chosen", epochs.size());
        model.put("known", known);
        model.put("names", parameters.stream().map(Parameter::name).toList());
        model.put("address", Text.of("%s?epoch=%d", context.path(), request.epoch()));
        if (!known.layers().isEmpty()) {
            model.put("layers", layers(known.layers(), request.run().blueprint(), request.epoch()));
            model.put("epochRows", epochRows(known.layers(), request.epoch()));
        }
        if (known.layers().containsKey(request.epoch())) {
            model.put("tensors", tensors(known.layers().get(request.epoch()), parameters));
        }
        context.render("weights/histograms.html", model);
    }

    /** All epochs, or the first, the last, some between them, and the one that is looked at. */
    static List<Integer> chosen(List<Integer> epochs, int current) {
        return Epochs.evenly(epochs, MOST, current);
    }

    private static List<LayerCard> layers(TreeMap<Integer, Layers> known, Blueprint blueprint, int current) {
        List<String> names =
                blueprint.parameters().stream().map(Parameter::name).toList();
        List<LayerCard> cards = new ArrayList<>();
        for (Fitted layer : blueprint.allLayers()) {
            List<Ridges> drawings = new ArrayList<>();
            for (Parameter each : layer.body().isEmpty() ? layer.parameters() : List.<Parameter>of()) {
                int parameter = names.indexOf(each.name());
                String kind = each.name().endsWith("bias") ? "biases" : "weights";
                drawings.add(ridges(kind, known, layers -> layers.weights().get(parameter), current));
                drawings.add(ridges(
                        "gradients of the " + kind,
                        known,
                        layers -> layers.gradients().get(parameter),
                        current));
            }
            if (!drawings.isEmpty()) {
                cards.add(new LayerCard(
                        title(layer.id(), cards.isEmpty()),
                        Text.of("%s → %s", LayerView.shape(layer.inputShape()), LayerView.shape(layer.outputShape())),
                        drawings));
            }
        }
        return cards;
    }

    private static String title(String layer, boolean first) {
        return first ? "First layer" : layer.equals("logits") ? "Output layer" : "Layer " + layer;
    }

    private static Ridges ridges(
            String title, TreeMap<Integer, Layers> known, Function<Layers, Distribution> tensor, int current) {
        TreeMap<Integer, Distribution> epochs = new TreeMap<>();
        known.forEach((epoch, layers) -> epochs.put(epoch, tensor.apply(layers)));
        return Ridges.of(title, epochs, current);
    }

    private static List<TensorRow> tensors(Layers layers, List<Parameter> parameters) {
        List<TensorRow> rows = new ArrayList<>();
        for (int p = 0; p < parameters.size(); p++) {
            Distribution weights = layers.weights().get(p);
            Distribution gradients = layers.gradients().get(p);
            rows.add(new TensorRow(
                    parameters.get(p).name(),
                    Figures.count(weights.size()),
                    Figures.signed(weights.mean()),
                    Figures.signed(weights.standardDeviation()),
                    Figures.signed(weights.min()),
                    Figures.signed(weights.max()),
                    Figures.signed(norm(gradients)),
                    Figures.signed(gradients.standardDeviation()),
                    Figures.percent(gradients.zeros() / (double) gradients.size())));
        }
        return rows;
    }

    private static List<EpochRow> epochRows(TreeMap<Integer, Layers> known, int current) {
        return known.entrySet().stream()
                .map(entry -> new EpochRow(
                        entry.getKey(),
                        entry.getKey() == current,
                        entry.getValue().weights().stream()
                                .map(each -> Figures.signed(each.standardDeviation()))
                                .toList(),
                        entry.getValue().gradients().stream()
                                .map(each -> Figures.signed(norm(each)))
                                .toList()))
                .toList();
    }

    /** The Euclidean length, by {@code sum v^2 = N (mean^2 + deviation^2)}. */
    private static double norm(Distribution values) {
        return Math.sqrt(values.size()) * Math.hypot(values.mean(), values.standardDeviation());
    }
}
