package inkling.analysis.robustness;

import inkling.analysis.LabelledPredictions;
import inkling.corruption.Corruption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stress test comes to.
 *
 * @param images how many test images there were
 * @param clean how the network does on them as they are
 * @param corruptions one each
 * @param falls the images that fall first, the frailest first
 */
public record Robustness(int images, Measured clean, List<Damaged> corruptions, List<Fall> falls) {
    public Robustness {
        corruptions = List.copyOf(corruptions);
        falls = List.copyOf(falls);
    }

    /**
     * Puts together what the cells of a {@link StressTest} came to.
     *
     * @param clean what the network says of the images as they are
     * @param cells all, in their order
     */
    public static Robustness of(LabelledPredictions clean, List<Cell> cells) {
        List<Damaged> damaged = new ArrayList<>();
        for (Corruption corruption : Corruption.values()) {
            int first = corruption.ordinal() * Corruption.STRENGTHS;
            damaged.add(new Damaged(
                    corruption,
                    cells.subList(first, first + Corruption.STRENGTHS).stream()
                            .map(Cell::level)
                            .toList()));
        }
        return new Robustness(clean.size(), Measured.of(clean), damaged, Fall.first(clean.size(), cells));
    }

    /** Mean corruption error: the share of wrong answers, over all corruptions and strengths. */
    public double meanError() {
        return corruptions.stream().mapToDouble(Damaged::meanError).average().orElseThrow();
    }

    /** By how much that is more than the error on the images as they are. */
    public double rise() {
        return meanError() - clean.error();
    }

    /** The mean expected calibration error, over all corruptions and strengths. */
    public double meanCalibrationError() {
        return corruptions.stream()
                .flatMap(each -> each.strengths().stream())
                .mapToDouble(level -> level.measured().calibrationError())
                .average()
                .orElseThrow();
    }

    /**
     * The errors relative to another network's (mCE of Hendrycks and Dietterich, "Benchmarking Neural Network Robustness to
     * Common Corruptions and Perturbations", arXiv 1903.12261): each corruption's mean error over the other's, then the mean
     * of these. 1 is the other network's; less is better.
     *
     * @return infinite where the other network makes no mistake and this one does
     */
    public double relativeTo(Robustness other) {
        double sum = 0;
        for (int i = 0; i < corruptions.size(); i++) {
            double own = corruptions.get(i).meanError();
            double others = other.corruptions().get(i).meanError();
            sum += own == others ? 1 : own / others;
        }
        return sum / corruptions.size();
    }
}
