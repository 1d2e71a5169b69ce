package inkling.analysis.labels;

import inkling.dataset.Split;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Images dealt into folds of about the same size, with about as many of each class in every one.
 *
 * @param count how many folds
 * @param fold of each image, 0 to {@code count - 1} (N)
 */
public record Folds(int count, int[] fold) implements Serializable {
    /**
     * By chance, the same for the same arguments: shuffled, sorted by label, and dealt in turn.
     *
     * @throws IllegalArgumentException if there are fewer than two folds, or fewer images than folds
     */
    public static Folds stratified(byte[] labels, int count, long seed) {
        if (count < 2 || count > labels.length) {
            throw new IllegalArgumentException(
                    "there must be 2 folds or more, and an image for each; were " + count + " for " + labels.length);
        }
        int[] dealt = Arrays.stream(Split.shuffle(labels.length, seed))
                .boxed()
                .sorted(Comparator.comparingInt(image -> labels[image]))
                .mapToInt(image -> image)
                .toArray();
        int[] fold = new int[labels.length];
        for (int i = 0; i < dealt.length; i++) {
            fold[dealt[i]] = i % count;
        }
        return new Folds(count, fold);
    }

    /** The images of a fold, in order. */
    public int[] of(int number) {
        return IntStream.range(0, fold.length)
                .filter(image -> fold[image] == number)
                .toArray();
    }

    /** All others, in order. */
    public int[] without(int number) {
        return IntStream.range(0, fold.length)
                .filter(image -> fold[image] != number)
                .toArray();
    }
}
