package inkling.layers;

import inkling.charts.Curve;
import inkling.charts.LineChart;
import inkling.layers.MadeByLayers.Known;
import inkling.layers.Similarities.Side;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Similarities in the words of a page. */
final class SimilarityView {
    private static final int DEPTHS = 8;

    private SimilarityView() {}

    /**
     * A matrix of similarities.
     *
     * @param said what it comes to; empty of a network with itself
     */
    record Matrix(HeatTable table, String said) {}

    /** Each layer's way to what it is at the last epoch. */
    record Way(HeatTable table, LineChart lines, int last) {}

    static Matrix matrix(Side one, Side other, double[][] alike) {
        boolean itself = one.run().id() == other.run().id() && one.epoch() == other.epoch();
        List<String> columns = names(other.layers());
        List<HeatTable.Row> rows = new ArrayList<>();
        for (int layer = 0; layer < alike.length; layer++) {
            Known known = one.layers().get(layer);
            rows.add(HeatTable.row(known.id(), about(known), columns, alike[layer], !itself));
        }
        HeatTable table = new HeatTable(
                "Similarity of layers: rows are those of this network, columns those of "
                        + (itself ? "the same" : "the other"),
                "Layer",
                columns,
                rows);
        return new Matrix(table, itself ? "" : said(names(one.layers()), columns, alike));
    }

    /** The check of section 6.1 of the paper: whether a layer is most like the one in its own place. */
    private static String said(List<String> rows, List<String> columns, double[][] alike) {
        if (!rows.equals(columns)) {
            return "";
        }
        long own = IntStream.range(0, rows.size())
                .filter(layer ->
                        IntStream.range(0, columns.size()).allMatch(j -> !(alike[layer][j] > alike[layer][layer])))
                .count();
        return Text.of(
                "%d of %s are most like the layer in their own place.", own, Figures.plural(rows.size(), "layer"));
    }

    static Way way(List<Known> layers, SortedMap<Integer, double[]> known, List<Integer> epochs) {
        List<String> places = epochs.stream().map(String::valueOf).toList();
        List<String> columns = epochs.stream().map(epoch -> "epoch " + epoch).toList();
        List<HeatTable.Row> rows = new ArrayList<>();
        List<Curve> lines = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            int at = layer;
            double[] values = epochs.stream()
                    .mapToDouble(epoch -> known.containsKey(epoch) ? known.get(epoch)[at] : Double.NaN)
                    .toArray();
            rows.add(HeatTable.row(layers.get(layer).id(), about(layers.get(layer)), columns, values, false));
            if (layer > 0) { // The pixels never change.
                lines.add(Curve.overPlaces(
                        layers.get(layer).id(), "line-depth-" + depth(layer - 1, layers.size() - 1), values));
            }
        }
        int last = epochs.get(epochs.size() - 1);
        return new Way(
                new HeatTable(
                        Text.of("Similarity of each layer with itself at epoch %d", last),
                        "Layer",
                        places,
                        rows.subList(1, rows.size())),
                LineChart.wide(places, lines, 0, 1, Figures::brief),
                last);
    }

    /** Which of the nine colours a layer has, from the first to the last. */
    private static int depth(int layer, int layers) {
        return layers < 2 ? 0 : Math.round((float) DEPTHS * layer / (layers - 1));
    }

    private static List<String> names(List<Known> layers) {
        return layers.stream().map(Known::id).toList();
    }

    private static String about(Known layer) {
        return Text.of("%s, %s", layer.about(), layer.shape());
    }
}
