package inkling.dataset;

import inkling.text.Text;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which training images are learned from, and which are kept back to choose the best epoch by.
 *
 * <p>The arrays are owned by the split, not to be written to.
 *
 * @param train indices into the training set, in shuffled order
 * @param validation the other indices, in shuffled order
 */
public record Split(int[] train, int[] validation) {
    /** Images that can be split: one to learn from, and one to keep. */
    public static final int FEWEST = 2;

    /**
     * A split by chance, the same for the same arguments on every machine and JDK.
     *
     * @param size images to split, at least {@value #FEWEST}
     * @param validation how many of them, the last ones, were meant for validation, so that those are and no others; 0 for
     *     none
     * @param validationShare the part kept otherwise, in (0, 1); rounded to whole images, at least one on each side
     * @throws DatasetException if there are fewer than two images
     */
    public static Split shuffled(int size, int validation, double validationShare, long seed) {
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException("validation share must be in (0, 1), was " + validationShare);
        }
        if (validation > 0) {
            int[] train = shuffle(size - validation, seed);
            return new Split(train, IntStream.range(size - validation, size).toArray());
        }
        int train = trained(size, validationShare);
        int[] order = shuffle(size, seed);
        return new Split(Arrays.copyOf(order, train), Arrays.copyOfRange(order, train, size));
    }

    /**
     * The same without some images; every other one stays on its side, in its order.
     *
     * @throws DatasetException if a side has none left
     */
    Split without(BitSet excluded) {
        if (excluded.isEmpty()) {
            return this;
        }
        Split left = new Split(without(train, excluded), without(validation, excluded));
        if (left.train.length == 0 || left.validation.length == 0) {
            throw new DatasetException(Text.of(
                    "So many images are left out that none is left to %s.",
                    left.train.length == 0 ? "learn from" : "validate with"));
        }
        return left;
    }

    private static int[] without(int[] images, BitSet excluded) {
        return Arrays.stream(images).filter(image -> !excluded.get(image)).toArray();
    }

    /**
     * How many of so many images are learned from.
     *
     * @throws DatasetException if there are fewer than two
     */
    public static int trained(int size, double validationShare) {
        if (size < FEWEST) {
            throw new DatasetException(Text.of(
                    "Training needs at least two images, one of them for validation; there %s %d.",
                    size == 1 ? "is" : "are", size));
        }
        int kept = (int) Math.round(size * validationShare);
        return size - Math.max(1, Math.min(size - 1, kept));
    }

    /** Fisher and Yates's shuffle of 0 to {@code size - 1}, from the end (Knuth, TAOCP 2, 3.4.2, algorithm P). */
    public static int[] shuffle(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        for (int i = size - 1; i > 0; i--) {
            int j = below(i + 1, random);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /**
     * A number from 0 to {@code bound - 1}: the upper 32 bits of a SplitMix64 number, scaled.
     *
     * <p>Not {@code nextInt(bound)}: how that maps bits to a range is the JDK's own affair, and has changed once. The
     * scaling favours some numbers by at most {@code bound / 2^32}.
     */
    private static int below(int bound, SplittableRandom random) {
        return (int) ((random.nextLong() >>> 32) * bound >>> 32);
    }
}
