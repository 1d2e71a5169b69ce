package inkling.analysis.robustness;

import inkling.corruption.Corruption;
import java.util.List;

/**
 * How a network does on the test images under one corruption.
 *
 * @param strengths of each strength, from 1 on
 */
public record Damaged(Corruption corruption, List<Level> strengths) {
    public Damaged {
        strengths = List.copyOf(strengths);
    }

    /**
     * One strength.
     *
     * @param fallen images that the network knows when they are as they are, and takes for something else here; the surest
     *     first, {@value StressTest#FALLEN} at most
     * @param taken for which class it takes each of them
     */
    public record Level(Measured measured, int[] fallen, int[] taken) {}

    /** The share of wrong answers, over all strengths. */
    public double meanError() {
        return strengths.stream()
                .mapToDouble(level -> level.measured().error())
                .average()
                .orElseThrow();
    }
}
