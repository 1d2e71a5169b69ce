package inkling.dataset;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Stub until the data branch is merged. */
public record Split(int[] train, int[] validation) {
    public static Split shuffled(int size, double validationShare, long seed) {
        int[] order = IntStream.range(0, size).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int train = size - (int) Math.round(size * validationShare);
        return new Split(Arrays.copyOfRange(order, 0, train), Arrays.copyOfRange(order, train, size));
    }
}
