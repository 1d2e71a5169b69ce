package inkling.archive;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Some epochs that stand for many. */
public final class Epochs {
    private Epochs() {}

    /**
     * Evenly taken, the first and the last among them.
     *
     * @param epochs in order
     * @param most how many; all of them if they are no more
     */
    public static List<Integer> evenly(List<Integer> epochs, int most) {
        int count = Math.min(most, epochs.size());
        return IntStream.range(0, count)
                .mapToObj(i -> epochs.get(i * (epochs.size() - 1) / Math.max(1, count - 1)))
                .toList();
    }

    /** The same, and one more that is to be among them. */
    public static List<Integer> evenly(List<Integer> epochs, int most, int with) {
        Set<Integer> some = new TreeSet<>(Set.of(with));
        some.addAll(evenly(epochs, most));
        return List.copyOf(some);
    }
}
