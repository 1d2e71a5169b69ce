package inkling.corruption;

import java.util.SplittableRandom;

/** What a corruption of one strength does to a picture. */
@FunctionalInterface
interface Damage {
    /**
     * @param canvas holds the picture, and then what became of it
     * @param random the same for every strength of a corruption, so that a stronger one does more of the same
     */
    void apply(Canvas canvas, SplittableRandom random);
}
