package inkling.analysis.labels;

import inkling.analysis.LabelledPredictions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images whose labels are suspected to be wrong, the surest first.
 *
 * <p>Which they are: prune by noise rate (Northcutt, Jiang and Chuang, arXiv 1911.00068, section 3.2, method 4). For each
 * pair of a given label i and another one j, as many images labelled i as are estimated to be truly j, those with the
 * largest margin p(j) - p(i); an image that the network takes for what it is labelled is none, as in cleanlab's {@code
 * filter.find_label_issues}.
 *
 * <p>In which order: by {@link #score}.
 */
public final class LabelIssues {
    private LabelIssues() {}

    public static List<LabelIssue> of(LabelledPredictions predictions, ConfidentJoint joint) {
        BitSet suspected = new BitSet();
        int[][] wrong = joint.wrong();
        for (int given = 0; given < joint.classes(); given++) {
            List<Integer> labelled = labelled(predictions, given);
            for (int other = 0; other < joint.classes(); other++) {
                if (wrong[given][other] > 0) {
                    int to = other;
                    labelled.stream()
                            .sorted(Comparator.comparingDouble(image -> -margin(predictions, image, to)))
                            .limit(wrong[given][other])
                            .filter(image -> !predictions.right(image))
                            .forEach(suspected::set);
                }
            }
        }
        return suspected.stream()
                .boxed()
                .sorted(Comparator.comparingDouble(image -> -score(predictions, image)))
                .map(image -> issue(predictions, image))
                .toList();
    }

    private static List<Integer> labelled(LabelledPredictions predictions, int label) {
        List<Integer> labelled = new ArrayList<>();
        IntStream.range(0, predictions.size())
                .filter(image -> predictions.label(image) == label)
                .forEach(labelled::add);
        return labelled;
    }

    private static double margin(LabelledPredictions predictions, int image, int other) {
        return predictions.probability(image, other) - predictions.probability(image, predictions.label(image));
    }

    private static LabelIssue issue(LabelledPredictions predictions, int image) {
        int given = predictions.label(image);
        int suggested = predictions.likeliestBut(image, given);
        return new LabelIssue(
                image,
                given,
                suggested,
                predictions.probability(image, given),
                predictions.probability(image, suggested),
                score(predictions, image));
    }

    /**
     * How little the network believes in an image's label: {@code -log p(label)}, which orders images as their
     * self-confidence does (cleanlab's {@code get_label_quality_scores}), and still tells those apart whose probability is
     * nearly 0. Where labels of MNIST were flipped, it ranks them better than the normalised margin.
     */
    public static double score(LabelledPredictions predictions, int image) {
        return predictions.loss(image);
    }
}
