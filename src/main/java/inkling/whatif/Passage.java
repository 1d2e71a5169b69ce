package inkling.whatif;

import inkling.analysis.Way;
import inkling.network.CrossEntropy;

/**
 * The way from one image to another, twice.
 *
 * @param pixels through the pictures in between: each pixel goes straight from the one to the other
 * @param hidden through the numbers that the last layer takes, in a straight line; that layer multiplies and adds, so the
 *     logits go in a straight line as well
 */
record Passage(Way pixels, Way hidden) {
    /** Pictures on the way, both ends among them. */
    static final int PLACES = 41;

    static Passage of(PredictedImage one, PredictedImage other) {
        float[] from = one.pixels();
        float[] to = other.pixels();
        float[] logits = WhatIf.single(one.pass().logits());
        float[] otherLogits = WhatIf.single(other.pass().logits());
        return new Passage(
                Way.of(PLACES, at -> one.ask(between(from, to, at)).probabilities()),
                Way.of(PLACES, at -> CrossEntropy.softmax(between(logits, otherLogits, at), 0, logits.length)));
    }

    static float[] between(float[] from, float[] to, double at) {
        float[] between = new float[from.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = (float) ((1 - at) * from[i] + at * to[i]);
        }
        return between;
    }
}
