package inkling.layers;

import inkling.analysis.landscape.Landscape;
import inkling.archive.EachEpoch;
import inkling.charts.Curve;
import inkling.charts.LineChart;
import inkling.layers.Terrain.Along;
import inkling.layers.Terrain.Step;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A landscape in the words of a page; the templates read its methods as properties.
 *
 * @param loss whether it shows the loss; else the error
 * @param way the path of the checkpoints, as SVG has it
 * @param dots the checkpoints
 * @param rows the numbers as a table, the highest y first
 */
record LandscapeView(
        Terrain terrain,
        boolean loss,
        Relief relief,
        List<Mark> xs,
        List<Mark> ys,
        String way,
        List<Dot> dots,
        LineChart alongX,
        LineChart alongY,
        List<String> columns,
        List<Row> rows) {
    private static final int MARKS = 5;

    /** A mark of an axis. */
    record Mark(String at, String text) {}

    /**
     * A checkpoint.
     *
     * @param named whether its name is written: the first, the last, and the one in the middle
     * @param left whether it is written to its left, for want of room
     */
    record Dot(String x, String y, String title, boolean named, boolean left, boolean here) {}

    record Row(String y, List<String> cells) {}

    static LandscapeView of(Terrain terrain, boolean loss) {
        Landscape land = terrain.landscape();
        double[][] values = loss ? land.loss() : land.error();
        DoubleFunction<String> words = loss ? Figures::brief : value -> Text.of("%.1f\u2009%%", 100 * value);
        int centreX = nearestToZero(land.xs());
        int centreY = nearestToZero(land.ys());
        List<Dot> dots = dots(terrain);
        return new LandscapeView(
                terrain,
                loss,
                Relief.of(values, loss, words),
                marks(land.xs(), false),
                marks(land.ys(), true),
                dots.stream().map(dot -> dot.x() + " " + dot.y()).collect(Collectors.joining("L", "M", "")),
                dots,
                slice(land.xs(), values[centreY], loss, words),
                slice(
                        land.ys(),
                        Arrays.stream(values).mapToDouble(row -> row[centreX]).toArray(),
                        loss,
                        words),
                Arrays.stream(land.xs()).mapToObj(LandscapeView::place).toList(),
                IntStream.range(0, values.length)
                        .map(i -> values.length - 1 - i)
                        .mapToObj(y -> new Row(
                                place(land.ys()[y]),
                                Arrays.stream(values[y])
                                        .mapToObj(value -> text(value, words))
                                        .toList()))
                        .toList());
    }

    private static String text(double value, DoubleFunction<String> words) {
        return Double.isFinite(value) ? words.apply(value) : "–";
    }

    private static LineChart slice(double[] places, double[] values, boolean loss, DoubleFunction<String> words) {
        List<String> names =
                Arrays.stream(places).mapToObj(LandscapeView::place).toList();
        return LineChart.wide(
                names, List.of(Curve.overPlaces(loss ? "loss" : "error", "line-training", values)), 0, 0, words);
    }

    private static int nearestToZero(double[] places) {
        int nearest = 0;
        for (int i = 1; i < places.length; i++) {
            nearest = Math.abs(places[i]) < Math.abs(places[nearest]) ? i : nearest;
        }
        return nearest;
    }

    private static List<Mark> marks(double[] places, boolean upwards) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < MARKS; i++) {
            int place = i * (places.length - 1) / (MARKS - 1);
            marks.add(new Mark(Text.of("%.1f", at(places[place], places, upwards)), place(places[place])));
        }
        return marks;
    }

    private static double at(double value, double[] places, boolean upwards) {
        double share = (value - places[0]) / (places[places.length - 1] - places[0]);
        return Relief.SIZE * (upwards ? 1 - share : share);
    }

    private static List<Dot> dots(Terrain terrain) {
        Landscape land = terrain.landscape();
        List<Step> way = terrain.way();
        List<Dot> dots = new ArrayList<>();
        for (Step step : way) {
            boolean here = step.epoch() == terrain.epoch();
            boolean end = step == way.get(0) || step == way.get(way.size() - 1);
            double x = at(step.x(), land.xs(), false);
            dots.add(new Dot(
                    Text.of("%.2f", x),
                    Text.of("%.2f", at(step.y(), land.ys(), true)),
                    Text.of("epoch %d", step.epoch()),
                    here || end && terrain.along() == Along.WAY,
                    x > 0.7 * Relief.SIZE,
                    here));
        }
        return dots;
    }

    private static String place(double value) {
        return Text.of("%.2f", value + 0.0).replace("-0.00", "0.00").replace("-", "−");
    }

    /** Which checkpoints are not on it, as a sentence; empty if all are. */
    public String missing() {
        return EachEpoch.leftOut(terrain.missing());
    }

    /** The loss of the network itself. */
    public String here() {
        return Figures.loss(terrain.landscape()
                .loss()[nearestToZero(terrain.landscape().ys())][
                nearestToZero(terrain.landscape().xs())]);
    }

    /** The lowest loss of all places. */
    public String lowest() {
        return Figures.loss(Arrays.stream(terrain.landscape().loss())
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN));
    }

    /** How much of the way the picture shows; empty of random directions. */
    public String shares() {
        double[] shares = terrain.shares();
        return terrain.along() == Along.RANDOM
                ? ""
                : Text.of(
                        "The two directions hold %s and %s of the way’s variance.",
                        Figures.percent(shares[0]), Figures.percent(shares[1]));
    }

    public boolean random() {
        return terrain.along() == Along.RANDOM;
    }

    public String imagesText() {
        return Text.of(
                "%s %s images", Figures.count(terrain.images()), terrain.split().title());
    }
}
