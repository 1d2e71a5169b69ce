package inkling.analysis.robustness;

import inkling.corruption.Corruption;
import java.util.Arrays;

/**
 * A test image that the network knows when it is as it is, and what brings it down.
 *
 * @param image its index
 * @param strengths of each corruption, in their order, the weakest strength at which it is taken for something else; 0 if
 *     it never is
 * @param taken for which class it is taken there; -1 if it never is
 */
public record Fall(int image, int[] strengths, int[] taken) {
    /** How many corruptions bring it down at this strength or before. */
    public int by(int strength) {
        return (int)
                Arrays.stream(strengths).filter(at -> at > 0 && at <= strength).count();
    }

    /** Larger for what falls sooner: first by how many corruptions bring it down at the weakest strength, then at the next. */
    long rank() {
        long rank = 0;
        for (int strength = 1; strength <= Corruption.STRENGTHS; strength++) {
            rank = rank * (strengths.length + 1) + by(strength);
        }
        return rank;
    }
}
