package inkling.corruption;

import java.util.SplittableRandom;

/**
 * A random landscape of heights 0 to 1 by the diamond-square algorithm, in a square whose opposite sides meet (Fournier,
 * Fussell and Carpenter, "Computer Rendering of Stochastic Models", 1982). For one thread.
 */
final class Clouds {
    private final double smoothness;
    private int side;
    private float[] heights = new float[0];

    /** @param smoothness by how much random heights are divided from one distance to its half */
    Clouds(double smoothness) {
        this.smoothness = smoothness;
    }

    /** Fills the canvas' field with the upper left of a landscape, as large a one as needed. */
    void draw(Canvas canvas, SplittableRandom random) {
        prepare(Math.max(canvas.height, canvas.width));
        float reach = 1;
        for (int step = side; step >= 2; step /= 2) {
            middles(step, reach, random);
            edges(step, reach, random);
            reach /= (float) smoothness;
        }
        stretch();
        for (int row = 0; row < canvas.height; row++) {
            System.arraycopy(heights, row * side, canvas.field, row * canvas.width, canvas.width);
        }
    }

    private void prepare(int longest) {
        int needed = Math.max(2, Integer.highestOneBit(2 * longest - 1));
        if (needed != side) {
            side = needed;
            heights = new float[side * side];
        }
        heights[0] = 0; // All others follow from it.
    }

    /** The middle of each square of known heights. */
    private void middles(int step, float reach, SplittableRandom random) {
        for (int row = 0; row < side; row += step) {
            for (int column = 0; column < side; column += step) {
                set(
                        row + step / 2,
                        column + step / 2,
                        reach,
                        random,
                        at(row, column)
                                + at(row, column + step)
                                + at(row + step, column)
                                + at(row + step, column + step));
            }
        }
    }

    /** The middles of their sides, each between two corners and two middles. */
    private void edges(int step, float reach, SplittableRandom random) {
        int half = step / 2;
        for (int row = 0; row < side; row += half) {
            for (int column = row % step == 0 ? half : 0; column < side; column += step) {
                set(
                        row,
                        column,
                        reach,
                        random,
                        at(row - half, column)
                                + at(row + half, column)
                                + at(row, column - half)
                                + at(row, column + half));
            }
        }
    }

    private void set(int row, int column, float reach, SplittableRandom random, float sumOfFour) {
        heights[row * side + column] = sumOfFour / 4 + reach * (float) (2 * random.nextDouble() - 1);
    }

    /** Its side is a power of two. */
    private float at(int row, int column) {
        return heights[(row & side - 1) * side + (column & side - 1)];
    }

    private void stretch() {
        float lowest = Float.MAX_VALUE;
        float highest = -Float.MAX_VALUE;
        for (float height : heights) {
            lowest = Math.min(lowest, height);
            highest = Math.max(highest, height);
        }
        for (int i = 0; i < heights.length; i++) {
            heights[i] = (heights[i] - lowest) / (highest - lowest);
        }
    }
}
