package inkling.analysis.labels;

import inkling.dataset.Correction;
import inkling.dataset.Corrections;
import inkling.dataset.Dataset;
import inkling.dataset.Split;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A data set some of whose training labels were made wrong on purpose, so that one can see whether they are found.
 *
 * @param dataset with the wrong labels
 * @param flipped the images that have them, by their indices
 */
public record Flips(Dataset dataset, BitSet flipped) {
    /**
     * Images drawn by chance, each with another class than its own, all of those as likely.
     *
     * @param share of the training images, rounded to whole images
     * @param seed the same one flips the same labels
     */
    public static Flips of(Dataset dataset, double share, long seed) {
        int size = dataset.train().size();
        int[] order = Split.shuffle(size, seed);
        SplittableRandom random = new SplittableRandom(seed + 1);
        List<Correction> flips = new ArrayList<>();
        BitSet flipped = new BitSet();
        for (int i = 0; i < Math.round(size * share); i++) {
            int given = dataset.train().label(order[i]);
            // Not nextInt(bound), which JDKs have drawn in two ways.
            int step = 1 + (int) ((random.nextLong() >>> 33) % (dataset.classes() - 1));
            flips.add(Correction.relabel(order[i], given, (given + step) % dataset.classes()));
            flipped.set(order[i]);
        }
        return new Flips(new Corrections(dataset.fingerprint().whole(), flips).on(dataset), flipped);
    }
}
