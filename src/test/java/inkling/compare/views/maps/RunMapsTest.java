package inkling.compare.views.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.maps.job.MapFiles.Drawn;
import inkling.maps.job.MapImages;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunMapsTest {
    private static final int POINTS = 200;

    @Test
    void a_map_that_was_turned_mirrored_and_shifted_comes_back() {
        Drawn map = random(POINTS);
        double angle = 2.1;
        float[] moved = new float[2 * POINTS];
        for (int i = 0; i < moved.length; i += 2) {
            double x = -map.positions()[i]; // Mirrored, then turned.
            double y = map.positions()[i + 1];
            moved[i] = (float) (Math.cos(angle) * x - Math.sin(angle) * y + 7);
            moved[i + 1] = (float) (Math.sin(angle) * x + Math.cos(angle) * y - 3);
        }

        Drawn aligned = RunMaps.aligned(new Drawn(moved, map.images()), map);

        assertThat(aligned.positions()).containsExactly(map.positions(), within(1e-4f));
    }

    @Test
    void maps_of_different_sizes_are_aligned_by_the_images_they_have_in_common() {
        Drawn map = random(POINTS);
        float[] turned = new float[2 * POINTS];
        for (int i = 0; i < turned.length; i += 2) {
            turned[i] = -map.positions()[i + 1];
            turned[i + 1] = map.positions()[i];
        }
        Drawn fewer = new Drawn(java.util.Arrays.copyOf(map.positions(), 60), map.images());

        Drawn aligned = RunMaps.aligned(new Drawn(turned, map.images()), fewer);

        assertThat(aligned.positions()).containsExactly(map.positions(), within(1e-4f));
    }

    private static Drawn random(int points) {
        SplittableRandom random = new SplittableRandom(4);
        float[] positions = new float[2 * points];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) random.nextDouble();
        }
        return new Drawn(positions, new MapImages(new byte[points], new byte[points], new float[points]));
    }
}
