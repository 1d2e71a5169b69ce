package inkling.analysis;

import inkling.network.CrossEntropy;
import inkling.text.Text;
import java.util.stream.IntStream;

/**
 * A network's answers to labelled images, and all that follows from them for one image.
 *
 * @param classes C
 * @param labels true labels, 0 to C - 1: N; shared, not copied
 * @param logits float32 (N, C), row-major, unnormalised; shared, not copied
 */
public record LabelledPredictions(int classes, byte[] labels, float[] logits) {
    public LabelledPredictions {
        if ((long) labels.length * classes != logits.length) {
            throw new IllegalArgumentException(Text.of(
                    "%d labels of %d classes need %d logits, were %d",
                    labels.length, classes, (long) labels.length * classes, logits.length));
        }
    }

    public int size() {
        return labels.length;
    }

    public int label(int image) {
        return labels[image];
    }

    /** The class with the largest logit; the lower class where two are equal. */
    public int predicted(int image) {
        return largest(image, -1);
    }

    public boolean right(int image) {
        return predicted(image) == label(image);
    }

    /** All C probabilities of an image. */
    public double[] probabilities(int image) {
        return CrossEntropy.softmax(logits, image, classes);
    }

    public double probability(int image, int digit) {
        return Math.exp(-CrossEntropy.loss(logits, image, classes, digit));
    }

    /** The probability of the predicted class. */
    public double confidence(int image) {
        return probability(image, predicted(image));
    }

    /** Cross-entropy: {@code -log p} of the true label. */
    public double loss(int image) {
        return CrossEntropy.loss(logits, image, classes, label(image));
    }

    /**
     * Mean cross-entropy over the images: each weighs the same. A run's own figures are means over batches, where the
     * images of a last, smaller batch weigh more; the two differ in the fourth digit or so.
     */
    public double meanLoss() {
        return IntStream.range(0, size()).mapToDouble(this::loss).average().orElse(Double.NaN);
    }

    public double accuracy() {
        return IntStream.range(0, size()).filter(this::right).count() / (double) size();
    }

    /** The share of images whose true label is among the two likeliest classes. */
    public double topTwoAccuracy() {
        return IntStream.range(0, size())
                        .filter(image -> right(image) || largest(image, predicted(image)) == label(image))
                        .count()
                / (double) size();
    }

    /** The image of this label whose label the network is surest of; -1 if no image has it. */
    public int surest(int label) {
        int best = -1;
        for (int image = 0; image < size(); image++) {
            if (label(image) == label && (best < 0 || loss(image) < loss(best))) {
                best = image;
            }
        }
        return best;
    }

    private int largest(int image, int except) {
        int best = except == 0 ? 1 : 0;
        for (int c = best + 1; c < classes; c++) {
            if (c != except && logits[image * classes + c] > logits[image * classes + best]) {
                best = c;
            }
        }
        return best;
    }
}
