package inkling.overview;

import inkling.archive.metrics.StepWindow;
import inkling.text.Figures;
import inkling.text.Text;
import inkling.training.EpochMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run's loss as a small picture of {@value #WIDTH} by {@value #HEIGHT}: training step by step, validation epoch by epoch,
 * on a logarithmic axis, so that both can be seen whatever the first steps were.
 *
 * @param train the line of training, as an SVG path
 * @param valid the line of validation
 * @param epochs where validation was measured
 * @param best the best epoch among them
 * @param ticks of the axis
 */
public record LossPicture(String train, String valid, List<Dot> epochs, Optional<Dot> best, List<Tick> ticks) {
    static final double WIDTH = 240;
    static final double HEIGHT = 130;
    /** How many points of training are told apart. */
    private static final int POINTS = 60;

    private static final int[] NICE = {1, 2, 5};

    record Dot(String x, String y) {}

    record Tick(String y, String text) {}

    /** The axis. */
    private record Axis(double least, double most) {
        static Axis of(DoubleStream losses) {
            double[] sorted = losses.filter(Axis::shown).sorted().toArray();
            double least = sorted.length == 0 ? 0.1 : sorted[0];
            double most = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
            return new Axis(least / 1.1, most * 1.1);
        }

        /** A loss that is no number, or 0, has no place on it. */
        static boolean shown(double loss) {
            return Double.isFinite(loss) && loss > 0;
        }

        double y(double loss) {
            double share = Math.log(loss / least) / Math.log(most / least);
            return HEIGHT * (1 - share);
        }

        List<Tick> ticks() {
            List<Double> decades = nice(1);
            return (decades.size() >= 2 ? decades : nice(NICE.length))
                    .stream()
                            .map(loss -> new Tick(text(y(loss)), Figures.plain(loss)))
                            .toList();
        }

        private List<Double> nice(int each) {
            return IntStream.rangeClosed(-12, 12)
                    .boxed()
                    .flatMap(power -> IntStream.range(0, each)
                            .mapToObj(i -> power < 0 ? NICE[i] / Math.pow(10, -power) : NICE[i] * Math.pow(10, power)))
                    .filter(loss -> loss > least && loss < most)
                    .toList();
        }
    }

    static LossPicture of(List<StepWindow> steps, List<EpochMetrics> epochs, Optional<Integer> best) {
        List<StepWindow> few = StepWindow.widened(steps, Math.max(1, steps.size() / POINTS));
        Axis axis = Axis.of(DoubleStream.concat(
                few.stream().mapToDouble(StepWindow::loss), epochs.stream().mapToDouble(EpochMetrics::validLoss)));
        Map<Integer, Long> ends = new HashMap<>();
        steps.forEach(window -> ends.merge(window.epoch(), window.step(), Math::max));
        double last = ends.values().stream().mapToLong(Long::longValue).max().orElse(1);
        Map<Integer, Dot> measured = new HashMap<>();
        List<Dot> dots = new ArrayList<>();
        for (EpochMetrics epoch : epochs) {
            if (Axis.shown(epoch.validLoss()) && ends.containsKey(epoch.epoch())) {
                Dot dot = dot(ends.get(epoch.epoch()) / last, axis.y(epoch.validLoss()));
                measured.put(epoch.epoch(), dot);
                dots.add(dot);
            }
        }
        Stream<Dot> train = few.stream()
                .filter(window -> Axis.shown(window.loss()))
                .map(window -> dot(window.step() / last, axis.y(window.loss())));
        return new LossPicture(
                line(train),
                line(dots.stream()),
                dots,
                best.flatMap(epoch -> Optional.ofNullable(measured.get(epoch))),
                axis.ticks());
    }

    private static Dot dot(double share, double y) {
        return new Dot(text(WIDTH * share), text(y));
    }

    private static String line(Stream<Dot> dots) {
        String line = dots.map(dot -> dot.x() + " " + dot.y()).collect(Collectors.joining("L"));
        return line.isEmpty() ? "" : "M" + line;
    }

    private static String text(double number) {
        return Text.of("%.1f", number);
    }
}
