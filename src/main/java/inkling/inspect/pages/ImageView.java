package inkling.inspect.pages;

import inkling.analysis.LabelledPredictions;
import inkling.runs.pages.Figures;
import inkling.text.Text;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the network of an epoch says of one image, as the page and its JSON have it.
 *
 * @param verdict in a sentence
 * @param rows one a class
 * @param steps the loss worked out, a line a step
 * @param neighbours the training images nearest to it, the nearest first
 */
record ImageView(
        int epoch, boolean right, String verdict, List<Row> rows, List<String> steps, List<Neighbour> neighbours) {
    private static final String MINUS = "\u2212";

    /**
     * What is said of one class.
     *
     * @param share its probability, 0 to 100
     */
    record Row(
            int digit,
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
                        "%s, but taken for %s: %s sure. That it is %s was given %s.",
                        classes.get(label),
                        classes.get(predicted),
                        Figures.percent(image.confidence(0)),
                        classes.get(label),
                        Figures.percent(image.probability(0, label)));
        return new ImageView(
                epoch, label == predicted, verdict, rows(classes, image), steps(classes, image), neighbours);
    }

    private static List<Row> rows(List<String> classes, LabelledPredictions image) {
        double largest = image.logits()[image.predicted(0)];
        double[] probabilities = image.probabilities(0);
        return IntStream.range(0, classes.size())
                .mapToObj(digit -> new Row(
                        digit,
                        classes.get(digit),
                        decimals(image.logits()[digit]),
                        small(Math.exp(image.logits()[digit] - largest)),
                        Figures.percent(probabilities[digit]),
                        100 * probabilities[digit],
                        digit == image.label(0),
                        digit == image.predicted(0)))
                .toList();
    }

    private static List<String> steps(List<String> classes, LabelledPredictions image) {
        int label = image.label(0);
        String name = classes.get(label);
        double largest = image.logits()[image.predicted(0)];
        double own = image.logits()[label];
        double sum = IntStream.range(0, classes.size())
                .mapToDouble(digit -> Math.exp(image.logits()[digit] - largest))
                .sum();
        return List.of(
                Text.of(
                        "m = max z = %s, that of %s; taken out of every logit, so that nothing overflows",
                        decimals(largest), classes.get(image.predicted(0))),
                Text.of("S = Σ exp(z %s m) = %s", MINUS, small(sum)),
                Text.of(
                        "p(%s) = exp(%s %s %s) / S = %s / %s = %s",
                        name,
                        decimals(own),
                        MINUS,
                        bracketed(largest),
                        small(Math.exp(own - largest)),
                        small(sum),
                        small(image.probability(0, label))),
                Text.of(
                        "loss = %slog p(%s) = m %s z + log S = %s %s %s + %s = %s",
                        MINUS,
                        name,
                        MINUS,
                        decimals(largest),
                        MINUS,
                        bracketed(own),
                        small(Math.log(sum)),
                        small(image.loss(0))));
    }

    private static String bracketed(double number) {
        return number < 0 ? "(" + decimals(number) + ")" : decimals(number);
    }

    private static String decimals(double number) {
        return Text.of("%.4f", number).replace("-", MINUS);
    }

    private static String small(double number) {
        return Figures.loss(number).replace("-", MINUS);
    }
}
