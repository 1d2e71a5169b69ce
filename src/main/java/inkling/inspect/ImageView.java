package inkling.inspect;

import inkling.analysis.LabelledPredictions;
import inkling.text.Figures;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.List;
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
        List<Likeliest> ranked = Likeliest.of(probabilities);
        List<Row> rows = new ArrayList<>();
        int others = 0;
        double share = 0;
        for (Likeliest each : ranked) {
            if (!each.hidden() || each.label() == image.label(0)) {
                rows.add(row(names, image, steps, each.label()));
            } else {
                others++;
                share += probabilities[each.label()];
            }
        }
        if (others > 0) {
            String name = Text.of("the other %d", others);
            rows.add(new Row(null, name, "", "", Figures.percent(share), 100 * share, false, false));
        }
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
