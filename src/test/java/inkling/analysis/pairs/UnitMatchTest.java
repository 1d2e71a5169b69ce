package inkling.analysis.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import inkling.analysis.pictures.WeightPictures;
import inkling.dataset.ImageShape;
import inkling.network.Architecture;
import inkling.network.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnitMatchTest {
    /** Rows 0, 1, 2 at columns 1, 0, 2 give 9 + 8 + 3 = 20; greedily 10 first would give 10 + 1 + 3 = 14. */
    @Test
    void the_best_assignment_may_pass_over_the_greatest_value() {
        double[][] values = {{10, 9, 1}, {8, 1, 1}, {2, 2, 3}};

        assertThat(Assignment.best(values)).containsExactly(1, 0, 2);
    }

    @Test
    void no_other_assignment_is_better_than_the_best() {
        SplittableRandom random = new SplittableRandom(5);
        for (int[] shape : new int[][] {{1, 1}, {5, 5}, {6, 6}, {3, 6}, {6, 3}, {7, 2}}) {
            for (int round = 0; round < 20; round++) {
                double[][] values = new double[shape[0]][shape[1]];
                for (double[] row : values) {
                    Arrays.setAll(row, j -> random.nextInt(20) - 10);
                }

                int[] best = Assignment.best(values);

                double sum = 0;
                boolean[] taken = new boolean[shape[1]];
                for (int i = 0; i < best.length; i++) {
                    if (best[i] >= 0) {
                        assertThat(taken[best[i]]).as("a column is taken once").isFalse();
                        taken[best[i]] = true;
                        sum += values[i][best[i]];
                    }
                }
                long assigned =
                        Arrays.stream(best).filter(column -> column >= 0).count();
                assertThat(assigned).isEqualTo(Math.min(shape[0], shape[1]));
                assertThat(sum).isEqualTo(most(values, 0, new boolean[shape[1]], shape[0] - shape[1]));
            }
        }
    }

    /** Tries every assignment; up to {@code spare} rows may go without a column. */
    private static double most(double[][] values, int row, boolean[] taken, int spare) {
        if (row == values.length) {
            return 0;
        }
        double most = spare > 0 ? most(values, row + 1, taken, spare - 1) : Double.NEGATIVE_INFINITY;
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                most = Math.max(most, values[row][column] + most(values, row + 1, taken, spare));
                taken[column] = false;
            }
        }
        return most;
    }

    @Test
    void units_that_only_changed_places_and_lengths_find_each_other_again() {
        int[] places = {3, 0, 4, 1, 2};
        float[][] units = random(5, 9);
        float[][] moved = new float[5][];
        for (int unit = 0; unit < 5; unit++) {
            float length = unit + 0.5f;
            moved[places[unit]] = new float[9];
            for (int i = 0; i < 9; i++) {
                moved[places[unit]][i] = length * units[unit][i];
            }
        }

        UnitMatch match = UnitMatch.of(pictures(units), pictures(moved));

        assertThat(match.partners()).containsExactly(places);
        assertThat(match.cosines()).containsExactly(new double[] {1, 1, 1, 1, 1}, within(1e-6));
    }

    /** By hand: (3, 4) and (4, 3) have the cosine 24/25, (3, 4) and (-4, 3) are at right angles. */
    @Test
    void cosines_are_those_of_the_angles_between_weights_and_a_unit_without_weights_has_none() {
        float[][] first = {{3, 4}, {0, 0}};
        float[][] second = {{4, 3}, {-4, 3}, {-3, -4}};

        double[][] cosines = UnitMatch.cosines(pictures(first), pictures(second));

        assertThat(cosines[0]).containsExactly(new double[] {0.96, 0, -1}, within(1e-6));
        assertThat(cosines[1]).containsExactly(0, 0, 0);
    }

    @Test
    void a_layer_with_fewer_units_leaves_some_without_a_partner() {
        UnitMatch match =
                UnitMatch.of(pictures(new float[][] {{1, 0}, {1, 1}, {0, 1}}), pictures(new float[][] {{0, 2}, {5, 0}
                }));

        assertThat(match.partners()).containsExactly(1, -1, 0);
        assertThat(match.cosines()).containsExactly(1, 0, 1);
    }

    private static float[][] random(int units, int inputs) {
        SplittableRandom random = new SplittableRandom(11);
        float[][] weights = new float[units][inputs];
        for (float[] unit : weights) {
            for (int i = 0; i < inputs; i++) {
                unit[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        return weights;
    }

    private static WeightPictures pictures(float[][] units) {
        int inputs = units[0].length;
        float[] flat = new float[units.length * inputs];
        for (int unit = 0; unit < units.length; unit++) {
            System.arraycopy(units[unit], 0, flat, unit * inputs, inputs);
        }
        return WeightPictures.first(
                Architecture.perceptron(List.of(units.length, 2)).on(new ImageShape(1, 1, inputs), 2),
                List.of(
                        new Tensor("input_fc.weight", new int[] {units.length, inputs}, flat),
                        new Tensor("input_fc.bias", new int[] {units.length}, new float[units.length]),
                        new Tensor("hidden_fc.weight", new int[] {2, units.length}, new float[2 * units.length]),
                        new Tensor("output_fc.weight", new int[] {2, 2}, new float[4])),
                2);
    }
}
