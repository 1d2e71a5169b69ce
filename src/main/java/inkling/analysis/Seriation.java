package inkling.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts things in a row such that what is alike stands together: clusters are joined, the most alike first, by the mean over
 * their pairs (average linkage; Sokal and Michener, 1958), and turned such that the two ends that meet are as much alike as
 * can be (Gruvaeus and Wainer, "Two additions to hierarchical cluster analysis", 1972). Takes O(n^3).
 */
final class Seriation {
    private Seriation() {}

    /**
     * The order; of two that are equally good the one that is nearer to the order in which the things come.
     *
     * @param likeness symmetric (n, n), the larger the more alike; the diagonal is not looked at
     * @return which thing stands first, second, and so on
     */
    static int[] order(double[][] likeness) {
        List<int[]> clusters = new ArrayList<>(IntStream.range(0, likeness.length)
                .mapToObj(thing -> new int[] {thing})
                .toList());
        while (clusters.size() > 1) {
            int one = 0;
            int other = 1;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = i + 1; j < clusters.size(); j++) {
                    double mean = mean(likeness, clusters.get(i), clusters.get(j));
                    if (mean > most) {
                        one = i;
                        other = j;
                        most = mean;
                    }
                }
            }
            clusters.set(one, joined(likeness, clusters.get(one), clusters.remove(other)));
        }
        int[] order = clusters.isEmpty() ? new int[0] : clusters.get(0);
        return order.length > 0 && order[0] > order[order.length - 1] ? reversed(order) : order;
    }

    private static double mean(double[][] likeness, int[] one, int[] other) {
        double sum = 0;
        for (int i : one) {
            for (int j : other) {
                sum += likeness[i][j];
            }
        }
        return sum / (one.length * other.length);
    }

    private static int[] joined(double[][] likeness, int[] one, int[] other) {
        int[] first = one;
        int[] second = other;
        for (int[] left : List.of(one, reversed(one))) {
            for (int[] right : List.of(other, reversed(other))) {
                if (atSeam(likeness, left, right) > atSeam(likeness, first, second)) {
                    first = left;
                    second = right;
                }
            }
        }
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }

    private static double atSeam(double[][] likeness, int[] left, int[] right) {
        return likeness[left[left.length - 1]][right[0]];
    }

    private static int[] reversed(int[] things) {
        return IntStream.range(0, things.length)
                .map(i -> things[things.length - 1 - i])
                .toArray();
    }
}
