package inkling.analysis.pairs;

import inkling.analysis.LabelledPredictions;
import inkling.analysis.McNemar;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * McNemar's test of every two of several networks that answered the same images.
 *
 * @param pairs each pair once, the earlier network first
 */
public record PairTests(List<Pair> pairs) {
    public PairTests {
        pairs = List.copyOf(pairs);
    }

    /**
     * Two networks.
     *
     * @param first its place among the networks, as is {@code second}
     * @param corrected the test's p-value by {@link Holm}, among all pairs
     */
    public record Pair(int first, int second, McNemar test, double corrected) {}

    /** @throws IllegalArgumentException if they did not all answer as many images */
    public static PairTests of(List<LabelledPredictions> networks) {
        if (networks.stream().map(LabelledPredictions::size).distinct().count() > 1) {
            throw new IllegalArgumentException("all networks must answer the same images");
        }
        List<BitSet> right = networks.stream().map(PairTests::right).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int first = 0; first < right.size(); first++) {
            for (int second = first + 1; second < right.size(); second++) {
                McNemar test = McNemar.of(
                        only(right.get(first), right.get(second)), only(right.get(second), right.get(first)));
                pairs.add(new Pair(first, second, test, test.pValue()));
            }
        }
        double[] corrected = Holm.corrected(
                pairs.stream().mapToDouble(pair -> pair.test().pValue()).toArray());
        for (int i = 0; i < corrected.length; i++) {
            Pair pair = pairs.get(i);
            pairs.set(i, new Pair(pair.first(), pair.second(), pair.test(), corrected[i]));
        }
        return new PairTests(pairs);
    }

    private static BitSet right(LabelledPredictions network) {
        BitSet right = new BitSet(network.size());
        for (int image = 0; image < network.size(); image++) {
            right.set(image, network.right(image));
        }
        return right;
    }

    private static int only(BitSet one, BitSet other) {
        BitSet only = (BitSet) one.clone();
        only.andNot(other);
        return only.cardinality();
    }

    /** The pair of these two, in whichever order. */
    public Pair of(int one, int other) {
        return pairs.stream()
                .filter(pair -> pair.first() == Math.min(one, other) && pair.second() == Math.max(one, other))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Text.of("no pair of %d and %d", one, other)));
    }
}
