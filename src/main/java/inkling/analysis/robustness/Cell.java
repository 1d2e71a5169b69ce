package inkling.analysis.robustness;

import java.util.Arrays;

/**
 * How a network does on the test images under one corruption at one strength.
 *
 * @param fallen all images that the network knows as they are, and takes for something else here; the surest first
 * @param taken for which class it takes each of them
 */
public record Cell(Measured measured, int[] fallen, int[] taken) {
    /** What is kept of it. */
    Damaged.Level level() {
        int most = Math.min(fallen.length, StressTest.FALLEN);
        return new Damaged.Level(measured, Arrays.copyOf(fallen, most), Arrays.copyOf(taken, most));
    }
}
