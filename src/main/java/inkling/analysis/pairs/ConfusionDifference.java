package inkling.analysis.pairs;

import inkling.analysis.ConfusionMatrix;
import inkling.text.Text;

/**
 * What changes in the confusion matrix from one network to another that answered the same images.
 *
 * @param from the network that the other one is compared with
 */
public record ConfusionDifference(ConfusionMatrix from, ConfusionMatrix to) {
    public ConfusionDifference {
        if (from.total() != to.total() || from.classes() != to.classes()) {
            throw new IllegalArgumentException(Text.of(
                    "both matrices must count the same images, were %d of %d classes and %d of %d",
                    from.total(), from.classes(), to.total(), to.classes()));
        }
    }

    /** How many more images there are in a cell; negative if fewer. */
    public int count(int label, int predicted) {
        return to.count(label, predicted) - from.count(label, predicted);
    }

    /** The same as a share of the label's images; 0 if it has none. */
    public double share(int label, int predicted) {
        int support = from.support(label);
        return support == 0 ? 0 : count(label, predicted) / (double) support;
    }

    /** 1 where the change is for the better: more right answers or fewer mistakes; -1 for the worse; 0 for none. */
    public int better(int label, int predicted) {
        return Integer.signum(count(label, predicted)) * (label == predicted ? 1 : -1);
    }

    /** How many more images are classified correctly; negative if fewer. */
    public int right() {
        int right = 0;
        for (int label = 0; label < from.classes(); label++) {
            right += count(label, label);
        }
        return right;
    }
}
