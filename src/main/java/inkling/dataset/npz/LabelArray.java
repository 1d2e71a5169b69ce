package inkling.dataset.npz;

import inkling.dataset.ClassLabels;
import inkling.dataset.DatasetException;
import inkling.dataset.npz.NpzArrays.Array;
import inkling.text.Text;

/** Labels as numbers (N), (N, 1), or one-hot (N, classes). */
final class LabelArray {
    private LabelArray() {}

    static int[] read(Array array, long count) {
        long[] shape = array.header().shape();
        long width = shape.length == 2 ? shape[1] : 1;
        if (shape.length > 2 || width < 1 || width > ClassLabels.MOST_CLASSES) {
            throw new DatasetException(array.header().name() + " is not a list of labels.");
        }
        return array.read(in -> {
            NpyNumbers numbers = new NpyNumbers(array.header(), in);
            int[] labels = new int[(int) count];
            long all = count * width;
            for (long i = 0; i < all; i++) {
                double value = numbers.next(all - i);
                int image = (int) (array.header().fortran() ? i % count : i / width);
                int column = (int) (array.header().fortran() ? i / count : i % width);
                if (value != Math.rint(value) || Math.abs(value) > 1e6 || width > 1 && value != 0 && value != 1) {
                    throw new DatasetException(Text.of(
                            "%s has a label that is no whole number, at image %d.",
                            array.header().name(), image));
                }
                labels[image] = width == 1 ? (int) value : value == 1 ? column : labels[image];
            }
            return labels;
        });
    }
}
