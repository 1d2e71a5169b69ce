package inkling.analysis.labels;

import inkling.analysis.LabelledPredictions;
import java.util.Arrays;

/**
 * How often each given label goes with each true one, as far as a network is confident: confident learning (Northcutt, Jiang
 * and Chuang, arXiv 1911.00068, section 3.1). The network must not have learnt from the images that it answers.
 *
 * @param thresholds t_j: the mean probability of class j over the images that are labelled j; infinite where there is none (C)
 * @param counts images labelled i that are confidently j (C, C)
 * @param labelled how many images have each label (C)
 */
public record ConfidentJoint(double[] thresholds, int[][] counts, int[] labelled) {
    public static ConfidentJoint of(LabelledPredictions predictions) {
        int classes = predictions.classes();
        int[] labelled = new int[classes];
        double[] sums = new double[classes];
        for (int image = 0; image < predictions.size(); image++) {
            int label = predictions.label(image);
            labelled[label]++;
            sums[label] += predictions.probability(image, label);
        }
        double[] thresholds = new double[classes];
        Arrays.setAll(thresholds, j -> labelled[j] == 0 ? Double.POSITIVE_INFINITY : sums[j] / labelled[j]);
        int[][] counts = new int[classes][classes];
        for (int image = 0; image < predictions.size(); image++) {
            int confident = confident(predictions.probabilities(image), thresholds);
            if (confident >= 0) {
                counts[predictions.label(image)][confident]++;
            }
        }
        return new ConfidentJoint(thresholds, counts, labelled);
    }

    /**
     * The class that an image confidently is: of those whose probability reaches the class's threshold the likeliest (the
     * paper's equation 1, with the rule for collisions); -1 if none does.
     */
    private static int confident(double[] probabilities, double[] thresholds) {
        int best = -1;
        for (int j = 0; j < probabilities.length; j++) {
            if (probabilities[j] >= thresholds[j] && (best < 0 || probabilities[j] > probabilities[best])) {
                best = j;
            }
        }
        return best;
    }

    public int classes() {
        return counts.length;
    }

    /**
     * The share of all images that is labelled i and truly j (equation 3): each row scaled to the number of images that have
     * its label, and all of it to 1. A row without a confident image counts as right.
     */
    public double[][] joint() {
        double total = Arrays.stream(labelled).sum();
        double[][] joint = new double[classes()][classes()];
        for (int i = 0; i < classes(); i++) {
            double row = Arrays.stream(counts[i]).sum();
            for (int j = 0; j < classes(); j++) {
                double share = row == 0 ? (i == j ? 1 : 0) : counts[i][j] / row;
                joint[i][j] = share * labelled[i] / total;
            }
        }
        return joint;
    }

    /** The share of the images that are truly j that is labelled i; a column adds up to 1, or to 0 if there are none. */
    public double[][] noise() {
        double[][] noise = joint();
        for (int j = 0; j < classes(); j++) {
            double column = 0;
            for (double[] row : noise) {
                column += row[j];
            }
            for (double[] row : noise) {
                row[j] = column == 0 ? 0 : row[j] / column;
            }
        }
        return noise;
    }

    /** How many images labelled i are estimated to be truly j, another class, to whole images: 0 on the diagonal. */
    int[][] wrong() {
        double total = Arrays.stream(labelled).sum();
        double[][] joint = joint();
        int[][] wrong = new int[classes()][classes()];
        for (int i = 0; i < classes(); i++) {
            for (int j = 0; j < classes(); j++) {
                wrong[i][j] = i == j ? 0 : (int) Math.round(total * joint[i][j]);
            }
        }
        return wrong;
    }
}
