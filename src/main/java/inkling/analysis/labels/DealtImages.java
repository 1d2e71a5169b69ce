package inkling.analysis.labels;

import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Split;
import java.io.Serializable;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A data set's training images, without those that are left out, dealt into folds.
 *
 * @param images indices into the data set's training images, in order (N)
 * @param folds of these
 */
public record DealtImages(int[] images, Folds folds) implements Serializable {
    /** @throws IllegalArgumentException if there are fewer than two folds, or fewer images than folds */
    public static DealtImages of(Dataset dataset, int folds, long seed) {
        BitSet excluded = dataset.corrections().excluded();
        int[] images = IntStream.range(0, dataset.train().size())
                .filter(image -> !excluded.get(image))
                .toArray();
        return new DealtImages(images, Folds.stratified(labels(images, dataset.train()), folds, seed));
    }

    private static byte[] labels(int[] images, LabelledImages train) {
        byte[] labels = new byte[images.length];
        for (int i = 0; i < images.length; i++) {
            labels[i] = train.labels()[images[i]];
        }
        return labels;
    }

    byte[] labels(Dataset dataset) {
        return labels(images, dataset.train());
    }

    /** Which images the network of a fold learns from, and which it is asked of: those of the fold, in order. */
    public Split split(int fold) {
        return new Split(at(folds.without(fold)), at(folds.of(fold)));
    }

    private int[] at(int[] places) {
        return IntStream.of(places).map(place -> images[place]).toArray();
    }
}
