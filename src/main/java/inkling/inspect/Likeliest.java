package inkling.inspect;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which classes a page shows the probabilities of, and in which order; likeliest.js does the same. Up to ten are all
 * shown, in their own order; of more, the ten likeliest, the likeliest first.
 *
 * @param hidden whether it waits until it is likelier
 */
public record Likeliest(int label, boolean hidden) {
    private static final int MOST = 10;

    /** @param probabilities of each class */
    public static List<Likeliest> of(double[] probabilities) {
        List<Integer> labels = IntStream.range(0, probabilities.length).boxed().toList();
        if (labels.size() <= MOST) {
            return labels.stream().map(label -> new Likeliest(label, false)).toList();
        }
        List<Integer> ranked = labels.stream()
                .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
                .toList();
        return IntStream.range(0, ranked.size())
                .mapToObj(place -> new Likeliest(ranked.get(place), place >= MOST))
                .toList();
    }
}
