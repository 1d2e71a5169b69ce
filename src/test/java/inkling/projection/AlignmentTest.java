package inkling.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    @Property(tries = 100)
    void a_known_rotation_or_reflection_with_shift_and_size_is_undone(
            @ForAll long seed,
            @ForAll @DoubleRange(min = -3.2, max = 3.2) double angle,
            @ForAll boolean reflected,
            @ForAll @DoubleRange(min = 0.2, max = 5) double size) {
        float[] onto = noise(50, seed);
        int sign = reflected ? -1 : 1;
        Alignment moved = new Alignment(
                size * Math.cos(angle),
                -size * sign * Math.sin(angle),
                size * Math.sin(angle),
                size * sign * Math.cos(angle),
                3,
                -7);
        float[] map = moved.apply(onto);

        float[] aligned = Alignment.of(map, onto, true).apply(map);

        assertThat(aligned).containsExactly(onto, within(1e-4f));
    }

    @Property(tries = 50)
    void no_other_rotation_comes_closer(@ForAll long seed, @ForAll @DoubleRange(min = -3.2, max = 3.2) double angle) {
        float[] onto = noise(20, seed);
        float[] map = noise(20, seed + 1);
        float[] aligned = Alignment.of(map, onto, false).apply(map);

        Alignment further = new Alignment(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle), 0, 0);
        float[] other = centred(further.apply(centred(map, new float[2])), new float[] {mean(onto, 0), mean(onto, 1)});

        assertThat(squares(aligned, onto)).isLessThanOrEqualTo(squares(other, onto) + 1e-3);
    }

    @Test
    void without_a_change_of_size_lengths_stay() {
        float[] map = {0, 0, 4, 0, 4, 2};
        float[] onto = {0, 0, 0, 8, -4, 8};

        Alignment alignment = Alignment.of(map, onto, false);

        assertThat(alignment.xx() * alignment.yy() - alignment.xy() * alignment.yx())
                .isCloseTo(1, within(1e-12));
        assertThat(alignment.yx()).isCloseTo(1, within(1e-12));
    }

    @Test
    void a_map_that_is_one_point_is_only_shifted() {
        assertThat(Alignment.of(new float[] {1, 2, 1, 2}, new float[] {5, 5, 7, 5}, true)
                        .apply(new float[] {1, 2}))
                .containsExactly(6, 5);
    }

    @Test
    void maps_of_different_points_are_refused() {
        assertThatThrownBy(() -> Alignment.of(new float[4], new float[6], false))
                .hasMessageContaining("the same points, had 4 and 6");
    }

    private static float[] noise(int n, long seed) {
        Random random = new Random(seed);
        float[] map = new float[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            map[i] = (float) random.nextGaussian() * (1 + i % 2);
        }
        return map;
    }

    /** With its mean moved to {@code to}. */
    private static float[] centred(float[] map, float[] to) {
        float[] moved = map.clone();
        for (int i = 0; i < map.length; i++) {
            moved[i] += to[i % 2] - mean(map, i % 2);
        }
        return moved;
    }

    private static float mean(float[] map, int axis) {
        double sum = 0;
        for (int i = axis; i < map.length; i += 2) {
            sum += map[i];
        }
        return (float) (sum / (map.length / 2));
    }

    private static double squares(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return sum;
    }
}
