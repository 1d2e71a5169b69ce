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

    /** Which answers are looked at. */
    public enum Answers implements Named {
        WRONG,
        RIGHT,
        ALL;

        /** @throws IllegalArgumentException with a sentence for the user if there is no such choice */
        public static Answers of(String id) {
            return Words.choose("answers", List.of(values()), Answers::id, id);
        }

        boolean takes(boolean right) {
            return this == ALL || right == (this == RIGHT);
        }
    }

    /**
     * Which images are wanted. Where both labels are given, they say all: a diagonal cell of the confusion matrix holds
     * right answers.
     *
     * @param label the true label wanted; any if empty
     * @param predicted the predicted label wanted; any if empty
     * @param answers wanted where not both labels are given
     */
    public record Filter(OptionalInt label, OptionalInt predicted, Answers answers) {
        /** Every mistake. */
        public static final Filter ALL = new Filter(OptionalInt.empty(), OptionalInt.empty());

        /** Of the wrong answers, or of a cell. */
        public Filter(OptionalInt label, OptionalInt predicted) {
            this(label, predicted, Answers.WRONG);
        }

        /** Whether a cell of the confusion matrix is meant. */
        public boolean isCell() {
            return label.isPresent() && predicted.isPresent();
        }

        boolean takes(int label, int predicted) {
            boolean labels = this.label.isEmpty() || this.label.getAsInt() == label;
            boolean predictions = this.predicted.isEmpty() || this.predicted.getAsInt() == predicted;
            return labels && predictions && (isCell() || answers.takes(label == predicted));
        }
    }

    /** The same among all images. */
    public static int[] select(LabelledPredictions predictions, Filter filter, Order order) {
        return select(predictions, IntStream.range(0, predictions.size()).toArray(), filter, order);
    }

    /**
     * Picks and orders.
     *
     * @param among the images to pick from
     * @return indices of images; of two that are equal in the order, the lower index comes first
     */
    public static int[] select(LabelledPredictions predictions, int[] among, Filter filter, Order order) {
        double[] key = new double[predictions.size()];
        return Arrays.stream(among)
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
