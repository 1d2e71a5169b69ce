package inkling.analysis.labels;

import inkling.analysis.AveragePrecision;
import inkling.analysis.LabelledPredictions;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What confident learning finds in the labels of a data set's training images.
 *
 * @param folds into which the images were dealt
 * @param epochs of each network
 * @param images that were looked at: all training images, but for those that are left out
 * @param accuracy how many of them are taken for what they are labelled, by networks that did not learn from them, 0 to 1
 * @param joint how the given labels go with the confident ones
 * @param ranking of the suspected ones, the surest first; their indices are those into the data set's training images
 */
public record LabelFindings(
        int folds, int epochs, int images, double accuracy, ConfidentJoint joint, List<LabelIssue> ranking) {
    public LabelFindings {
        ranking = List.copyOf(ranking);
    }

    public static LabelFindings of(HeldOut held, int folds, int epochs) {
        LabelledPredictions predictions = held.predictions();
        ConfidentJoint joint = ConfidentJoint.of(predictions);
        List<LabelIssue> ranking = LabelIssues.of(predictions, joint).stream()
                .map(issue -> issue.at(held.images()[issue.index()]))
                .toList();
        return new LabelFindings(
                folds, epochs, predictions.size(), predictions.score().accuracy(), joint, ranking);
    }

    /**
     * The average precision with which a ranking of all images by {@link LabelIssues#score} has those first whose labels are
     * known to be wrong.
     *
     * @param wrong indices into the data set's training images
     */
    public static double averagePrecision(HeldOut held, BitSet wrong) {
        int size = held.images().length;
        boolean[] wanted = new boolean[size];
        IntStream.range(0, size).forEach(i -> wanted[i] = wrong.get(held.images()[i]));
        return AveragePrecision.of(
                IntStream.range(0, size)
                        .mapToDouble(i -> LabelIssues.score(held.predictions(), i))
                        .toArray(),
                wanted);
    }
}
