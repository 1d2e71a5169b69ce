package inkling.analysis;

import inkling.text.Named;
import inkling.text.Words;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Picks images by what the network made of them, and puts them in order. */
public final class Mistakes {
    private Mistakes() {}

    /** In which order images are looked at. */
    public enum Order implements Named {
        /** The surest of its answer first, as the notebook has it. */
        CONFIDENCE,
        /** The largest cross-entropy first: the true label thought least likely. */
        LOSS,
        /** As the data set has them. */
        INDEX;

        /** @throws IllegalArgumentException with a sentence for the user if there is no such order */
        public static Order of(String id) {
            return Words.choose("order", List.of(values()), Order::id, id);
        }
    }

    /**
     * Which images are wanted. Where both labels are given, they say all: a diagonal cell of the confusion matrix holds
     * right answers. Otherwise only wrong answers are meant.
     *
     * @param label the true label wanted; any if empty
     * @param predicted the predicted label wanted; any if empty
     */
    public record Filter(OptionalInt label, OptionalInt predicted) {
        /** Every mistake. */
        public static final Filter ALL = new Filter(OptionalInt.empty(), OptionalInt.empty());

        boolean takes(int label, int predicted) {
            boolean labels = this.label.isEmpty() || this.label.getAsInt() == label;
            boolean predictions = this.predicted.isEmpty() || this.predicted.getAsInt() == predicted;
            boolean cell = this.label.isPresent() && this.predicted.isPresent();
            return labels && predictions && (cell || label != predicted);
        }
    }

    /** @return indices of images; of two that are equal in the order, the lower index comes first */
    public static int[] select(LabelledPredictions predictions, Filter filter, Order order) {
        double[] key = new double[predictions.size()];
        return IntStream.range(0, predictions.size())
                .filter(image -> filter.takes(predictions.label(image), predictions.predicted(image)))
                .peek(image -> key[image] = key(predictions, order, image))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer image) -> -key[image])
                        .thenComparingInt(image -> image))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The image that the network got wrong and was surest of; empty if it got all of them right. */
    public static OptionalInt surest(LabelledPredictions predictions) {
        return Arrays.stream(select(predictions, Filter.ALL, Order.CONFIDENCE)).findFirst();
    }

    private static double key(LabelledPredictions predictions, Order order, int image) {
        return switch (order) {
            case CONFIDENCE -> predictions.confidence(image);
            case LOSS -> predictions.loss(image);
            case INDEX -> 0;
        };
    }
}
