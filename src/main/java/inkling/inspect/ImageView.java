package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the network of an epoch says of one image, as the page and its JSON have it.
 *
 * @param verdict in a sentence
 * @param rows one a class; of many the likeliest and the true one, and the others together
 * @param steps the loss worked out, a line a step
 * @param example the address at which its logits can be dragged
 * @param neighbours the training images nearest to it, the nearest first
 */
record ImageView(
        int epoch,
        boolean right,
        String verdict,
        List<Row> rows,
        List<String> steps,
        String example,
        List<Neighbour> neighbours) {
    private static final int MOST_ROWS = 20;
    private static final int LIKELIEST = 10;

    /**
     * What is said of one class, or of several together.
     *
     * @param output null of several
     * @param share its probability, 0 to 100
     */
    record Row(
            @Nullable Integer output,
            String name,
            String logit,
            String exponential,
            String probability,
            double share,
            boolean label,
            boolean predicted) {}

    /** A training image near to it. */
    record Neighbour(int index, String picture, String url, String label, String distance, boolean same) {}

    /** @param image the one image's label and logits */
    static ImageView of(int epoch, List<String> classes, LabelledPredictions image, List<Neighbour> neighbours) {
        int label = image.label(0);
        int predicted = image.predicted(0);
        String verdict = label == predicted
                ? Text.of("%s, and taken for it: %s sure.", classes.get(label), Figures.percent(image.confidence(0)))
                : Text.of(
                        "%s, but taken for %s: %s sure. It gave %s only %s.",
                        classes.get(label),
                        classes.get(predicted),
                        Figures.percent(image.confidence(0)),
                        classes.get(label),
                        Figures.percent(image.probability(0, label)));
        LossSteps steps = LossSteps.of(image);
        return new ImageView(
                epoch,
                label == predicted,
                verdict,
                rows(classes, image, steps),
                steps.lines(classes),
                steps.example(),
                neighbours);
    }

    private static List<Row> rows(List<String> names, LabelledPredictions image, LossSteps steps) {
        double[] probabilities = image.probabilities(0);
        List<Integer> all = IntStream.range(0, image.classes()).boxed().toList();
        if (all.size() <= MOST_ROWS) {
            return all.stream().map(output -> row(names, image, steps, output)).toList();
        }
        List<Integer> ranked = all.stream()
                .sorted(Comparator.comparingDouble(output -> -probabilities[output]))
                .toList();
        List<Integer> told = ranked.stream()
                .filter(output -> ranked.indexOf(output) < LIKELIEST || output == image.label(0))
                .toList();
        double others = ranked.stream()
                .filter(output -> !told.contains(output))
                .mapToDouble(output -> probabilities[output])
                .sum();
        List<Row> rows = new ArrayList<>(
                told.stream().map(output -> row(names, image, steps, output)).toList());
        String name = Text.of("the other %d", all.size() - told.size());
        rows.add(new Row(null, name, "", "", Figures.percent(others), 100 * others, false, false));
        return rows;
    }

    private static Row row(List<String> names, LabelledPredictions image, LossSteps steps, int output) {
        double probability = image.probability(0, output);
        return new Row(
                output,
                names.get(output),
                steps.logit(output),
                steps.exponentialText(output),
                Figures.percent(probability),
                100 * probability,
                output == image.label(0),
                output == image.predicted(0));
    }
}
