package inkling.analysis.robustness;

import inkling.corruption.Corruption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A test image that the network knows when it is as it is, and what brings it down.
 *
 * @param image its index
 * @param strengths of each corruption, in their order, the weakest strength at which it is taken for something else; 0 if
 *     it never is
 * @param taken for which class it is taken there; -1 if it never is
 */
public record Fall(int image, int[] strengths, int[] taken) {
    /** Images that are kept of those that fall first. */
    private static final int FIRST = 24;

    /**
     * The images that fall first, the frailest first.
     *
     * @param cells all of a {@link StressTest}, in their order
     */
    static List<Fall> first(int images, List<Cell> cells) {
        int[][] strengths = new int[images][cells.size() / Corruption.STRENGTHS];
        int[][] taken = new int[images][cells.size() / Corruption.STRENGTHS];
        Arrays.stream(taken).forEach(each -> Arrays.fill(each, -1));
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int corruption = i / Corruption.STRENGTHS;
            for (int j = 0; j < cell.fallen().length; j++) {
                int image = cell.fallen()[j];
                if (strengths[image][corruption] == 0) {
                    strengths[image][corruption] = 1 + i % Corruption.STRENGTHS;
                    taken[image][corruption] = cell.taken()[j];
                }
            }
        }
        return IntStream.range(0, images)
                .mapToObj(image -> new Fall(image, strengths[image], taken[image]))
                .filter(fall -> fall.by(Corruption.STRENGTHS) > 0)
                .sorted(Comparator.comparingLong(Fall::rank).reversed())
                .limit(FIRST)
                .toList();
    }

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
