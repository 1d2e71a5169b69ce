package inkling.analysis.pairs;

import inkling.analysis.pictures.WeightPictures;
import java.util.Arrays;

/**
 * Which units of two first layers look for the same: each unit of the one has a partner of its own in the other, such that
 * the cosines of the angles between their incoming weights sum to the most ({@link Assignment}). Layers have no common
 * order: two trainings may learn the same unit in different places.
 *
 * @param partners for each unit of the first layer its partner in the second, -1 if the second has fewer units
 * @param cosines of each unit and its partner, -1 to 1; 0 where there is none
 */
public record UnitMatch(int[] partners, double[] cosines) {
    public static UnitMatch of(WeightPictures first, WeightPictures second) {
        double[][] cosines = cosines(first, second);
        int[] partners = Assignment.best(cosines);
        double[] matched = new double[partners.length];
        Arrays.setAll(matched, unit -> partners[unit] < 0 ? 0 : cosines[unit][partners[unit]]);
        return new UnitMatch(partners, matched);
    }

    /**
     * The cosine of the angle between any two units' incoming weights; 0 where one of them has none.
     *
     * @return (units of the first, units of the second)
     */
    static double[][] cosines(WeightPictures first, WeightPictures second) {
        float[][] left = directions(first);
        float[][] right = transposed(directions(second));
        double[][] cosines = new double[left.length][second.units()];
        float[] sums = new float[second.units()];
        for (int unit = 0; unit < left.length; unit++) {
            Arrays.fill(sums, 0);
            for (int pixel = 0; pixel < right.length; pixel++) {
                add(left[unit][pixel], right[pixel], sums);
            }
            for (int other = 0; other < sums.length; other++) {
                cosines[unit][other] = Math.max(-1, Math.min(1, sums[other]));
            }
        }
        return cosines;
    }

    /** A loop of its own, which the compiler turns into vector instructions. */
    private static void add(float factor, float[] row, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * row[i];
        }
    }

    /** Each unit's incoming weights brought to length 1. */
    private static float[][] directions(WeightPictures pictures) {
        float[][] directions = new float[pictures.units()][];
        for (int unit = 0; unit < directions.length; unit++) {
            directions[unit] = pictures.weights(unit);
            double norm = pictures.norm(unit);
            for (int i = 0; i < directions[unit].length; i++) {
                directions[unit][i] = norm > 0 ? (float) (directions[unit][i] / norm) : 0;
            }
        }
        return directions;
    }

    private static float[][] transposed(float[][] rows) {
        float[][] columns = new float[rows[0].length][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                columns[column][row] = rows[row][column];
            }
        }
        return columns;
    }
}
