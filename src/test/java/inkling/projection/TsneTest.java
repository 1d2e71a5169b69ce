package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inkling.projection.Tsne.Options;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class TsneTest {
    private static final int D = 8;

    @Test
    void the_same_seed_gives_the_same_bits_whatever_the_threads() {
        float[] x = clusters(1_500);

        float[] one = new ForkJoinPool(1).submit(() -> map(x, 7, 60)).join();
        float[] two = new ForkJoinPool(2).submit(() -> map(x, 7, 60)).join();
        float[] five = new ForkJoinPool(5).submit(() -> map(x, 7, 60)).join();

        assertThat(two).containsExactly(one);
        assertThat(five).containsExactly(one);
    }

    @Test
    void stopped_and_continued_it_takes_the_way_it_would_have_taken() {
        float[] x = clusters(700);
        Affinities affinities = Affinities.of(x, D, 20, done -> {});
        Options options = new Options(0.5, 12, 40, 100);
        Tsne uninterrupted = new Tsne(affinities, Tsne.start(x, D, 1), options);
        Tsne stopped = new Tsne(affinities, Tsne.start(x, D, 1), options);

        uninterrupted.iterate(100);
        stopped.iterate(33);
        Tsne continued = new Tsne(affinities, stopped.state(), options);
        continued.iterate(1_000);

        assertThat(continued.iteration()).isEqualTo(100);
        assertThat(continued.done()).isTrue();
        assertThat(continued.positions()).containsExactly(uninterrupted.positions());
        assertThat(continued.klDivergence()).isEqualTo(uninterrupted.klDivergence());
    }

    @Test
    void clusters_come_out_as_clusters() {
        float[] x = clusters(1_000);
        Affinities affinities = Affinities.of(x, D, 30, done -> {});
        Tsne tsne = new Tsne(affinities, Tsne.start(x, D, 1), new Options(0.5, 12, 60, 250));
        double before = tsne.klDivergence();

        tsne.iterate(250);

        assertThat(tsne.klDivergence()).isLessThan(before / 2);
        byte[] cluster = new byte[1_000];
        for (int i = 0; i < cluster.length; i++) {
            cluster[i] = (byte) (i % 5);
        }
        assertThat(NeighbourAgreement.of(tsne.positions(), cluster)).isGreaterThan(0.995);
    }

    @Test
    void from_an_earlier_map_it_goes_on_without_a_jump() {
        float[] x = clusters(800);
        Affinities affinities = Affinities.of(x, D, 20, done -> {});
        Tsne earlier = new Tsne(affinities, Tsne.start(x, D, 1), new Options(0.5, 12, 100, 500));
        earlier.iterate(500);
        float[] start = earlier.positions();

        Tsne later = new Tsne(affinities, start, Options.continuing(100));
        later.iterate(1);

        float[] y = later.positions();
        for (int i = 0; i < y.length; i++) {
            assertThat(Math.abs(y[i] - start[i])).isLessThan(1);
        }
        later.iterate(99);
        assertThat(later.klDivergence()).isLessThanOrEqualTo(earlier.klDivergence() * 1.01);
    }

    @Test
    void equal_points_and_another_seed_are_no_trouble() {
        float[] x = new float[D * 200];

        assertThat(map(x, 1, 50)).doesNotContain(Float.NaN).isNotEqualTo(map(x, 2, 50));
    }

    @Test
    void options_out_of_range_and_maps_of_other_points_are_refused() {
        assertThatThrownBy(() -> new Options(2, 12, 150, 750)).hasMessage("theta must be between 0.0 and 1.0, was 2.0");
        assertThatThrownBy(() -> new Options(0.5, 12, 150, 0)).hasMessageContaining("iterations must be between 1");
        Affinities affinities = Affinities.of(clusters(100), D, 10, done -> {});
        assertThatThrownBy(() -> new Tsne(affinities, new float[198], Options.DEFAULT))
                .hasMessage("a map of 100 points needs 200 coordinates, had 198");
    }

    private static float[] map(float[] x, long seed, int iterations) {
        Tsne tsne = new Tsne(
                Affinities.of(x, D, 20, done -> {}),
                Tsne.start(x, D, seed),
                new Options(0.5, 12, iterations / 2, iterations));
        tsne.iterate(iterations);
        return tsne.positions();
    }

    /** Five, evenly apart, point i belonging to cluster i % 5. */
    private static float[] clusters(int n) {
        Random random = new Random(5);
        float[] x = new float[n * D];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (6 * Math.sin(i / D % 5 * 2 * Math.PI / 5 + i % D) + random.nextGaussian());
        }
        return x;
    }
}
