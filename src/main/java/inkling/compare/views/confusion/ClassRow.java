package inkling.compare.views.confusion;

import inkling.analysis.ConfusionMatrix;
import inkling.analysis.ConfusionMatrix.ClassFigures;
import inkling.compare.views.Results.Seen;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One class's recall and precision in every run.
 *
 * @param figures recall and precision of the first run, of the second, and so on
 */
record ClassRow(String name, String support, List<Figure> figures) {
    /**
     * A figure and how it differs from the baseline's.
     *
     * @param change in percentage points with its sign; empty at the baseline and where nothing changes
     * @param look {@code better}, {@code worse}, or empty
     */
    record Figure(String value, String change, String look) {}

    /** @param matrices the baseline first, all of the same images */
    static List<ClassRow> of(List<Seen<ConfusionMatrix>> matrices, List<String> classes) {
        return IntStream.range(0, classes.size())
                .mapToObj(label -> row(matrices, classes.get(label), label))
                .toList();
    }

    private static ClassRow row(List<Seen<ConfusionMatrix>> matrices, String name, int label) {
        List<ClassFigures> all =
                matrices.stream().map(seen -> seen.value().figures(label)).toList();
        List<Figure> figures = new ArrayList<>();
        for (ClassFigures each : all) {
            figures.add(figure(all.get(0), each, ClassFigures::recall));
            figures.add(figure(all.get(0), each, ClassFigures::precision));
        }
        return new ClassRow(name, Figures.count(all.get(0).support()), figures);
    }

    private static Figure figure(ClassFigures baseline, ClassFigures own, ToDoubleFunction<ClassFigures> of) {
        double change = 100 * (of.applyAsDouble(own) - of.applyAsDouble(baseline));
        String text = Text.of("%.2f", Math.abs(change));
        boolean same = Double.isNaN(change) || text.equals("0.00");
        return new Figure(
                Figures.percent(of.applyAsDouble(own)),
                same ? "" : (change < 0 ? "−" : "+") + text,
                same ? "" : change > 0 ? "better" : "worse");
    }
}
