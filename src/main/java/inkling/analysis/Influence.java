package inkling.analysis;

import inkling.network.CrossEntropy;
import inkling.network.Predictions;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How much each training image moved the loss of one image: TracIn of the last layer (Pruthi, Liu, Sundararajan and Kale,
 * 2020, arXiv 2002.08484, equation 1 and section 4.2).
 *
 * <p>A step of gradient descent on a training image z' changes the loss of an image z by the dot product of the two losses'
 * gradients, times the learning rate, to first order. Added up over checkpoints, that is z's influence: above 0 of what
 * lowered the loss, a proponent, and below 0 of what raised it, an opponent. With the last layer's parameters alone, {@code
 * logits = W h + b}, the gradient is {@code (p - y)} outer {@code (h, 1)}, and the product of two is {@code ((p - y) . (p' -
 * y')) (h . h' + 1)}. The loss is the cross-entropy, whatever the run weighs or smooths, and the step is a plain one of
 * that image alone as it is in the data set: other optimisers and augmentation are left out.
 */
public final class Influence {
    private final double[] scores;
    private final double[] own;

    /**
     * The last layer's part in what the network says of one image.
     *
     * @param error {@code p - y}: the probabilities, less 1 for the label
     * @param features h, what the last layer takes
     */
    public record Gradient(double[] error, double[] features) {
        public static Gradient of(double[] probabilities, int label, double[] features) {
            double[] error = probabilities.clone();
            error[label] -= 1;
            return new Gradient(error, features);
        }
    }

    /** A training image and its score. */
    public record Scored(int index, double score) {}

    /** @param images how many training images there are */
    public Influence(int images) {
        scores = new double[images];
        own = new double[images];
    }

    /**
     * Adds what a checkpoint says of some of the training images, at a learning rate of 1.
     *
     * @param first the index of the first of them
     * @param train their logits and what the last layer takes
     * @param labels of all training images
     */
    public void add(Gradient image, int first, Predictions train, byte[] labels) {
        int classes = train.classes();
        float[] h = train.features().values();
        int width = image.features().length;
        for (int i = 0; i < train.count(); i++) {
            double[] error = CrossEntropy.softmax(train.logits(), i, classes);
            error[labels[first + i]] -= 1;
            double errors = 0;
            double ownErrors = 0;
            for (int c = 0; c < classes; c++) {
                errors += error[c] * image.error()[c];
                ownErrors += error[c] * error[c];
            }
            double features = 1;
            double ownFeatures = 1;
            for (int j = i * width; j < (i + 1) * width; j++) {
                features += h[j] * image.features()[j - i * width];
                ownFeatures += (double) h[j] * h[j];
            }
            scores[first + i] += errors * features;
            own[first + i] += ownErrors * ownFeatures;
        }
    }

    /**
     * Adds what a whole checkpoint says.
     *
     * @param rate the learning rate of the steps that it stands for, added up
     */
    public void add(double rate, Influence checkpoint) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += rate * checkpoint.scores[i];
            own[i] += rate * checkpoint.own[i];
        }
    }

    /** The training images with the largest scores above 0, the largest first. */
    public List<Scored> proponents(int most, IntPredicate counted) {
        return ranked(most, counted, 1);
    }

    /** Those with the smallest below 0, the smallest first. */
    public List<Scored> opponents(int most, IntPredicate counted) {
        return ranked(most, counted, -1);
    }

    private List<Scored> ranked(int most, IntPredicate counted, int sign) {
        return IntStream.range(0, scores.length)
                .filter(i -> sign * scores[i] > 0 && counted.test(i))
                .mapToObj(i -> new Scored(i, scores[i]))
                .sorted(Comparator.comparingDouble(scored -> -sign * scored.score()))
                .limit(most)
                .toList();
    }

    /** How much a training image lowered its own loss; what the others did not teach has to be learnt by itself. */
    public double own(int index) {
        return own[index];
    }

    /** The share of training images of which that is less. */
    public double ownBelow(int index) {
        return IntStream.range(0, own.length).filter(i -> own[i] < own[index]).count() / (double) own.length;
    }
}
