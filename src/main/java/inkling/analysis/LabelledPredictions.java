package inkling.analysis;

import inkling.network.CrossEntropy;
import inkling.text.Text;
import inkling.training.Score;
import java.util.List;
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

    public double probability(int image, int label) {
        return Math.exp(-CrossEntropy.loss(logits, image, classes, label));
    }

    /** The probability of the predicted class. */
    public double confidence(int image) {
        return probability(image, predicted(image));
    }

    /**
     * The logarithm of the sum of the logits' exponentials: minus the free energy at temperature 1, which is higher of
     * images like those that were learnt from (Liu et al., "Energy-based Out-of-distribution Detection", 2020, arXiv
     * 2010.03759).
     */
    public double energyScore(int image) {
        return CrossEntropy.loss(logits, image, classes, 0) + logits[image * classes];
    }

    /** Cross-entropy: {@code -log p} of the true label. */
    public double loss(int image) {
        return CrossEntropy.loss(logits, image, classes, label(image));
    }

    /** Means over the images, as a run's own validation and test figures are. */
    public Score score() {
        return Score.of(logits, 0, size(), classes, labels, 0);
    }

    /**
     * The mean squared distance of an image's probabilities from certainty of its label, summed over the classes: 0 at
     * best, 2 at worst (Brier, "Verification of forecasts expressed in terms of probability", 1950).
     */
    public double brierScore() {
        double sum = 0;
        for (int image = 0; image < size(); image++) {
            double[] probabilities = probabilities(image);
            for (int c = 0; c < classes; c++) {
                double distance = probabilities[c] - (c == label(image) ? 1 : 0);
                sum += distance * distance;
            }
        }
        return size() == 0 ? 0 : sum / size();
    }

    /** The same answers with every logit divided by a temperature. */
    public LabelledPredictions scaled(double temperature) {
        return new LabelledPredictions(classes, labels, Temperature.divided(logits, temperature));
    }

    /** The answers to some of the images, in that order. */
    public LabelledPredictions select(int[] images) {
        byte[] chosenLabels = new byte[images.length];
        float[] chosenLogits = new float[images.length * classes];
        for (int i = 0; i < images.length; i++) {
            chosenLabels[i] = labels[images[i]];
            System.arraycopy(logits, images[i] * classes, chosenLogits, i * classes, classes);
        }
        return new LabelledPredictions(classes, chosenLabels, chosenLogits);
    }

    /** The means over batches of the batches' means, as the notebook counts: a last, smaller batch weighs as much. */
    public Score overBatches(int batchSize) {
        List<Score> batches = IntStream.iterate(0, first -> first < size(), first -> first + batchSize)
                .mapToObj(first -> Score.of(logits, first, Math.min(batchSize, size() - first), classes, labels, 0))
                .toList();
        return new Score(
                batches.stream().mapToDouble(Score::loss).average().orElse(Double.NaN),
                batches.stream().mapToDouble(Score::accuracy).average().orElse(Double.NaN));
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

    /** The class with the largest logit, one of them left out; the lower class where two are equal. */
    public int likeliestBut(int image, int except) {
        return largest(image, except);
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
