package inkling.analysis.pairs;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.McNemar;
import inkling.text.Text;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Where two networks that answered the same images agree and where they do not. */
public final class Disagreement {
    private final LabelledPredictions first;
    private final LabelledPredictions second;
    private final Kind[] kinds;
    private final int[] counts = new int[Kind.values().length];

    /** What became of an image. */
    public enum Kind {
        /** Only the first network is right. */
        ONLY_FIRST,
        /** Only the second network is right. */
        ONLY_SECOND,
        /** Both are wrong, and say different things. */
        WRONG_DIFFERENTLY,
        /** Both are wrong and say the same. */
        WRONG_ALIKE,
        /** Both are right. */
        BOTH_RIGHT;

        /** The kinds of which the two networks say different things. */
        public static final Set<Kind> DIFFERENT = EnumSet.of(ONLY_FIRST, ONLY_SECOND, WRONG_DIFFERENTLY);
    }

    /** In which order images are looked at. */
    public enum Order {
        /** Where a wrong answer is surest first; of two wrong answers the surer one counts. */
        SUREST_WRONG,
        /** Where the two probabilities of the true label lie farthest apart first. */
        GAP,
        /** As the data set has them. */
        INDEX
    }

    /**
     * Which images are wanted.
     *
     * @param label the true label; any if empty
     * @param predicted what at least one of the two networks says; anything if empty
     */
    public record Filter(OptionalInt label, OptionalInt predicted) {
        /** Every image. */
        public static final Filter ALL = new Filter(OptionalInt.empty(), OptionalInt.empty());
    }

    /** @throws IllegalArgumentException if the networks did not answer as many images */
    public Disagreement(LabelledPredictions first, LabelledPredictions second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    Text.of("both networks must answer the same images, were %d and %d", first.size(), second.size()));
        }
        this.first = first;
        this.second = second;
        kinds = new Kind[first.size()];
        for (int image = 0; image < kinds.length; image++) {
            kinds[image] = kind(first.label(image), first.predicted(image), second.predicted(image));
            counts[kinds[image].ordinal()]++;
        }
    }

    private static Kind kind(int label, int first, int second) {
        if (first == label) {
            return second == label ? Kind.BOTH_RIGHT : Kind.ONLY_FIRST;
        }
        if (second == label) {
            return Kind.ONLY_SECOND;
        }
        return first == second ? Kind.WRONG_ALIKE : Kind.WRONG_DIFFERENTLY;
    }

    public Kind kind(int image) {
        return kinds[image];
    }

    public int count(Kind kind) {
        return counts[kind.ordinal()];
    }

    /** Whether the two err equally often. */
    public McNemar test() {
        return McNemar.of(count(Kind.ONLY_FIRST), count(Kind.ONLY_SECOND));
    }

    /** @return indices of images; of two that are equal in the order, the lower index comes first */
    public int[] select(Set<Kind> wanted, Filter filter, Order order) {
        double[] key = new double[kinds.length];
        return IntStream.range(0, kinds.length)
                .filter(image -> wanted.contains(kinds[image]) && takes(filter, image))
                .peek(image -> key[image] = key(order, image))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer image) -> -key[image])
                        .thenComparingInt(image -> image))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private boolean takes(Filter filter, int image) {
        boolean label = filter.label().isEmpty() || filter.label().getAsInt() == first.label(image);
        boolean said = filter.predicted().isEmpty()
                || filter.predicted().getAsInt() == first.predicted(image)
                || filter.predicted().getAsInt() == second.predicted(image);
        return label && said;
    }

    private double key(Order order, int image) {
        return switch (order) {
            case SUREST_WRONG -> Math.max(wrongly(first, image), wrongly(second, image));
            case GAP ->
                Math.abs(first.probability(image, first.label(image)) - second.probability(image, second.label(image)));
            case INDEX -> 0;
        };
    }

    /** How sure a network is of a wrong answer; 0 if it is right. */
    private static double wrongly(LabelledPredictions network, int image) {
        return network.right(image) ? 0 : network.confidence(image);
    }
}
