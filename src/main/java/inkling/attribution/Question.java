package inkling.attribution;

import inkling.network.Inputs;
import inkling.network.Predictor;
import inkling.text.Text;

/**
 * What speaks for a class in a picture, compared with another picture that is taken to say nothing. No array is written
 * to.
 *
 * @param pixels of the picture, 0..1 (C x H x W)
 * @param baseline the other picture, of the same shape
 * @param label the class, below the number of outputs
 */
public record Question(float[] pixels, float[] baseline, int label) {
    public Question {
        if (pixels.length != baseline.length) {
            throw new IllegalArgumentException(Text.of(
                    "picture and baseline must be of one size, were %d and %d", pixels.length, baseline.length));
        }
    }

    /**
     * What the network says of both.
     *
     * @param picture the picture's logits, one a class
     * @param baseline the baseline's
     */
    public record Ends(float[] picture, float[] baseline) {
        /** By how much the class's logit differs: what all pixels together make of it. */
        public double difference(int label) {
            return (double) picture[label] - baseline[label];
        }
    }

    public Ends ends(Predictor network) {
        return new Ends(network.logits(1, between(new double[] {1})), network.logits(1, between(new double[] {0})));
    }

    /**
     * Pictures on the straight line from the baseline to the picture.
     *
     * @param shares how far along each is: 0 is the baseline, 1 the picture
     */
    Inputs.Images between(double[] shares) {
        return (from, count, target) -> {
            for (int picture = 0; picture < count; picture++) {
                double share = shares[from + picture];
                for (int i = 0; i < pixels.length; i++) {
                    target[picture * pixels.length + i] = (float) (share * pixels[i] + (1 - share) * baseline[i]);
                }
            }
        };
    }
}
