package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.projection.NearestNeighbours.Neighbours;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    @Property(tries = 40)
    void neighbours_are_those_a_sort_by_distance_and_index_finds(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 1300) int n,
            @ForAll @IntRange(min = 1, max = 9) int d) {
        // Small whole numbers: many points are equally far, and sums of squares are exact.
        Random random = new Random(seed);
        float[] x = new float[n * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(4);
        }
        int k = 1 + random.nextInt(Math.min(n - 1, 30));
        int probe = random.nextInt(n);

        Neighbours all = all(x, d, k);
        Neighbours one = new NearestNeighbours(x, d).nearest(Arrays.copyOfRange(x, probe * d, (probe + 1) * d), k);

        int[] byDistance = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Float.compare(squared(x, d, probe, a), squared(x, d, probe, b)))
                .mapToInt(i -> i)
                .toArray();
        assertThat(one.indices()).containsExactly(Arrays.copyOf(byDistance, k));
        int[] others = Arrays.stream(byDistance).filter(i -> i != probe).toArray();
        assertThat(Arrays.copyOfRange(all.indices(), probe * k, (probe + 1) * k))
                .containsExactly(Arrays.copyOf(others, k));
        assertThat(all.squaredDistances()[probe * k]).isEqualTo(squared(x, d, probe, others[0]));
        int within = random.nextInt(5 * d);
        Neighbours near = NearestNeighbours.all(x, d, k, within, done -> {});
        assertThat(Arrays.copyOfRange(near.indices(), probe * k, (probe + 1) * k))
                .as("within %d", within)
                .containsExactly(Arrays.stream(others)
                        .limit(k)
                        .map(other -> squared(x, d, probe, other) <= within ? other : -1)
                        .toArray());
    }

    @Test
    void the_result_does_not_depend_on_the_number_of_threads() {
        float[] x = Formula.points(3_000, 7);

        Neighbours one = new ForkJoinPool(1).submit(() -> all(x, 7, 20)).join();
        Neighbours three = new ForkJoinPool(3).submit(() -> all(x, 7, 20)).join();

        assertThat(three.indices()).containsExactly(one.indices());
        assertThat(three.squaredDistances()).containsExactly(one.squaredDistances());
    }

    /** Rounding on the axes is felt: the clusters lie ten thousand times as far apart as their points. */
    @Test
    void in_clusters_far_apart_they_are_those_that_looking_at_every_point_finds() {
        Random random = new Random(1);
        float[] x = new float[4_000 * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (1000 * Math.sin(i / 3 % 4 + i % 3 * 7) + random.nextGaussian() * .1);
        }
        NearestNeighbours search = new NearestNeighbours(x, 3);

        int[] all = all(x, 3, 40).indices();

        for (int i = 0; i < 4_000; i++) {
            int point = i;
            int[] nearest = search.nearest(Arrays.copyOfRange(x, i * 3, (i + 1) * 3), 41)
                    .indices();
            assertThat(Arrays.copyOfRange(all, i * 40, (i + 1) * 40))
                    .containsExactly(Arrays.stream(nearest)
                            .filter(other -> other != point)
                            .toArray());
        }
    }

    @Test
    void whoever_hears_of_the_progress_can_end_the_search() {
        float[] x = Formula.points(5_000, 2);

        assertThatThrownBy(() -> NearestNeighbours.all(x, 2, 3, done -> {
                    assertThat(done).isLessThan(5_000);
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void more_neighbours_than_there_are_points_are_refused() {
        NearestNeighbours search = new NearestNeighbours(new float[10], 2);

        assertThatThrownBy(() -> all(new float[10], 2, 5)).hasMessage("neighbours must be between 1 and 4, were 5");
        assertThatThrownBy(() -> search.nearest(new float[3], 5)).hasMessage("a query must have 2 numbers, had 3");
    }

    private static Neighbours all(float[] x, int d, int k) {
        return NearestNeighbours.all(x, d, k, done -> {});
    }

    private static float squared(float[] x, int d, int a, int b) {
        float sum = 0;
        for (int j = 0; j < d; j++) {
            sum += (x[a * d + j] - x[b * d + j]) * (x[a * d + j] - x[b * d + j]);
        }
        return sum;
    }
}
