package inkling.overview;

import inkling.archive.metrics.StepWindow;
import inkling.charts.Axis;
import inkling.charts.Curve;
import inkling.charts.Curve.Point;
import inkling.charts.LineChart;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A run's loss: training step by step, validation epoch by epoch, on a logarithmic axis, so that both can be seen whatever
 * the first steps were.
 */
final class LossChart {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 130;
    /** How many points of training are told apart. */
    private static final int POINTS = 60;
    /** The axis reaches so much beyond the losses at either end. */
    private static final double ROOM = 1.1;

    private LossChart() {}

    static LineChart of(List<StepWindow> steps, List<EpochMetrics> epochs, Optional<Integer> best) {
        List<Point> train = StepWindow.widened(steps, Math.max(1, steps.size() / POINTS)).stream()
                .map(window -> new Point(window.step(), window.loss()))
                .toList();
        Map<Integer, Long> ends = new HashMap<>();
        steps.forEach(window -> ends.merge(window.epoch(), window.step(), Math::max));
        List<Point> valid = new ArrayList<>();
        List<Point> ring = new ArrayList<>();
        for (EpochMetrics epoch : epochs) {
            if (ends.containsKey(epoch.epoch())) {
                valid.add(new Point(ends.get(epoch.epoch()), epoch.validLoss()));
                if (best.filter(any -> any == epoch.epoch()).isPresent()) {
                    ring.add(valid.get(valid.size() - 1));
                }
            }
        }
        double last = ends.values().stream().mapToLong(Long::longValue).max().orElse(1);
        return new LineChart(
                WIDTH,
                HEIGHT,
                new Axis(0, last, false, new double[0], step -> Text.of("step %s", Figures.count((long) step))),
                losses(Stream.of(train, valid).flatMap(List::stream).mapToDouble(Point::y)),
                List.of(
                        new Curve("training loss", "line-training", train, false),
                        new Curve("validation loss", "line-validation", valid, true),
                        new Curve("best validation loss", "line-best", ring, true)));
    }

    private static Axis losses(DoubleStream all) {
        double[] sorted =
                all.filter(loss -> Double.isFinite(loss) && loss > 0).sorted().toArray();
        double least = sorted.length == 0 ? 0.1 : sorted[0];
        double most = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
        return Axis.logarithmic(least / ROOM, most * ROOM, Figures::brief);
    }
}
