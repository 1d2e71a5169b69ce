package inkling.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriationTest {
    private static final int[][] SCIPY = {{0, 7}, {4, 5}, {1, 2}, {3, 4, 5}, {1, 2, 6}, {0, 3, 4, 5, 7}};

    /**
     * By hand: 0 and 2 are joined (0.9), then 1 and 3 (0.6), then the two pairs, such that 2 and 3 meet (0.5 rather than
     * 0.1, 0.2 or 0.3).
     */
    @Test
    void clusters_are_joined_by_their_mean_and_turned_such_that_the_likest_ends_meet() {
        double[][] likeness = {
            {1, 0.1, 0.9, 0.3},
            {0.1, 1, 0.2, 0.6},
            {0.9, 0.2, 1, 0.5},
            {0.3, 0.6, 0.5, 1}
        };

        assertThat(Seriation.order(likeness)).containsExactly(0, 2, 3, 1);
    }

    /**
     * <pre>
     * i = numpy.arange(8); w = (numpy.add.outer(i * i * 37 % 101, i * i * 37 % 101) + numpy.multiply.outer(i, i) * 53) % 97 / 97
     * z = scipy.cluster.hierarchy.linkage(scipy.spatial.distance.squareform(1 - w * (1 - numpy.eye(8)) - numpy.eye(8)), "average")
     * </pre>
     */
    @Test
    void the_clusters_are_those_of_scipy() {
        double[][] likeness = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                likeness[i][j] = (i * i * 37 % 101 + j * j * 37 % 101 + i * j * 53) % 97 / 97.0;
            }
        }

        int[] order = Seriation.order(likeness);

        for (int[] cluster : SCIPY) {
            assertThat(IntStream.range(0, 8)
                            .filter(place -> Arrays.stream(cluster).anyMatch(each -> each == order[place]))
                            .summaryStatistics())
                    .as("%s stands together in %s", Arrays.toString(cluster), Arrays.toString(order))
                    .satisfies(places ->
                            assertThat(places.getMax() - places.getMin()).isEqualTo(cluster.length - 1));
        }
    }

    @Test
    void what_is_like_nothing_stays_as_it_comes() {
        assertThat(Seriation.order(new double[5][5])).containsExactly(0, 1, 2, 3, 4);
        assertThat(Seriation.order(new double[1][1])).containsExactly(0);
        assertThat(Seriation.order(new double[0][0])).isEmpty();
    }

    @Property(tries = 50)
    void groups_that_are_mixed_up_come_together_and_nothing_is_lost(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int size) {
        Random random = new Random(seed);
        int[] group = random.ints(size, 0, 5).toArray();
        double[][] likeness = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                likeness[i][j] = likeness[j][i] = (group[i] == group[j] ? 1 : 0) + 0.5 * random.nextDouble();
            }
        }

        int[] order = Seriation.order(likeness);

        assertThat(Arrays.stream(order).sorted())
                .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        long borders = IntStream.range(1, size)
                .filter(place -> group[order[place]] != group[order[place - 1]])
                .count();
        assertThat(borders + 1)
                .as("each group is in one piece")
                .isEqualTo(Arrays.stream(group).distinct().count());
    }
}
