package inkling.compare;

import inkling.analysis.Spread;
import inkling.compare.Column.Figure;
import inkling.text.Named;
import inkling.text.Text;
import inkling.training.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A metric of each column.
 *
 * @param aspect which of its values
 * @param cells one a column
 */
record MetricRow(Metric metric, Aspect aspect, List<Cell> cells) {
    MetricRow {
        cells = List.copyOf(cells);
    }

    /** Which value of a run. */
    enum Aspect implements Named {
        /** The best of all epochs. */
        BEST,
        /** After the last epoch. */
        LAST,
        /** It has only one. */
        ONLY;

        public String title() {
            return this == ONLY ? "" : id();
        }
    }

    /**
     * A metric of one column.
     *
     * @param figure empty if there is none (yet)
     * @param best whether no other column reads better, where there is another
     * @param tied whether another column reads the same
     * @param difference of the means to the baseline's; empty for the baseline and where either has none
     */
    record Cell(Metric metric, Optional<Figure> figure, boolean best, boolean tied, Optional<Double> difference) {
        public String text() {
            return figure.map(found -> metric.text(found.spread().mean())).orElse("–");
        }

        /** {@code ± 0.0012}; null of one run. */
        public @Nullable String deviation() {
            return several()
                    .map(spread -> "± " + metric.distance(spread.deviation()))
                    .orElse(null);
        }

        private Optional<Spread> several() {
            return figure.map(Figure::spread).filter(spread -> spread.count() > 1);
        }

        /** {@code n = 3 · epochs 3–5}; empty where there is nothing to say. */
        public String of() {
            Optional<String> n = several().map(spread -> "n = " + spread.count());
            return Stream.of(n, epoch()).flatMap(Optional::stream).collect(Collectors.joining(" · "));
        }

        private Optional<String> epoch() {
            List<Integer> epochs = figure.map(Figure::epochs).orElse(List.of());
            if (epochs.isEmpty()) {
                return Optional.empty();
            }
            int last = epochs.get(epochs.size() - 1);
            return Optional.of(epochs.size() == 1 ? "epoch " + last : Text.of("epochs %d–%d", epochs.get(0), last));
        }

        /** {@code +0.0031}; null without a difference that can be read. */
        public @Nullable String differenceText() {
            return difference
                    .filter(by -> verdict() != Verdict.SAME)
                    .map(metric::difference)
                    .orElse(null);
        }

        /** How it stands to the baseline; null for the baseline and where there is nothing to say. */
        public @Nullable Verdict verdict() {
            if (difference.isEmpty()) {
                return null;
            }
            double mean = figure.orElseThrow().spread().mean();
            double baseline = mean - difference.get();
            if (metric.same(mean, baseline)) {
                return Verdict.SAME;
            }
            return metric.isBetter(mean, baseline) ? Verdict.BETTER : Verdict.WORSE;
        }

        public String mark() {
            return tied ? "best, tied" : "best";
        }
    }

    /** How a value stands to another. */
    enum Verdict implements Named {
        BETTER,
        WORSE,
        SAME;

        public String word() {
            return this == SAME ? "the same" : id();
        }
    }

    /**
     * All metrics, each best and last where it has both.
     *
     * @param baseline the index of the column that the others are compared with
     */
    static List<MetricRow> of(List<Column> columns, int baseline) {
        List<MetricRow> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            List<Aspect> aspects = metric.byEpoch() ? List.of(Aspect.BEST, Aspect.LAST) : List.of(Aspect.ONLY);
            aspects.forEach(aspect -> rows.add(row(metric, aspect, columns, baseline)));
        }
        return rows;
    }

    private static MetricRow row(Metric metric, Aspect aspect, List<Column> columns, int baseline) {
        List<Optional<Figure>> figures = columns.stream()
                .map(column -> column.figure(metric, aspect != Aspect.LAST))
                .toList();
        List<Optional<Figure>> judged = IntStream.range(0, columns.size())
                .mapToObj(i -> figures.get(i).filter(figure -> columns.get(i).comparable(metric)))
                .toList();
        List<Double> means = judged.stream()
                .flatMap(Optional::stream)
                .map(figure -> figure.spread().mean())
                .toList();
        Optional<Double> best = means.stream()
                .reduce((one, other) -> metric.isBetter(other, one) ? other : one)
                .filter(value -> means.size() > 1);
        boolean tied = best.isPresent()
                && means.stream().filter(mean -> metric.same(mean, best.get())).count() > 1;
        return new MetricRow(
                metric,
                aspect,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> cell(
                                metric,
                                figures.get(i),
                                judged.get(i),
                                best,
                                tied,
                                i == baseline ? Optional.empty() : judged.get(baseline)))
                        .toList());
    }

    private static Cell cell(
            Metric metric,
            Optional<Figure> figure,
            Optional<Figure> judged,
            Optional<Double> best,
            boolean tied,
            Optional<Figure> baseline) {
        Optional<Double> mean = judged.map(found -> found.spread().mean());
        boolean isBest = mean.isPresent()
                && best.filter(value -> metric.same(value, mean.get())).isPresent();
        Optional<Double> difference =
                mean.flatMap(own -> baseline.map(other -> own - other.spread().mean()));
        return new Cell(metric, figure, isBest, isBest && tied, difference);
    }
}
