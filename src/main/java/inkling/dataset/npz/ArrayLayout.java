package inkling.dataset.npz;

import inkling.dataset.DatasetException;
import inkling.dataset.ImageShape;
import inkling.dataset.PixelScale;
import inkling.dataset.npz.NpzArrays.Array;
import inkling.text.Text;
import java.util.Arrays;

/**
 * How an array's numbers lie: N x H x W, N x H x W x C, N x C x H x W, or N x numbers, which are a square picture, channel
 * after channel.
 *
 * @param lengths of its axes
 * @param steps from one index of each axis to the next in N x C x H x W
 */
record ArrayLayout(ImageShape shape, int[] lengths, int[] steps) {
    private static final int COLOURS = 3;

    static ArrayLayout of(NpyHeader header) {
        int[] axes = Arrays.stream(header.shape()).mapToInt(axis -> (int) axis).toArray();
        try {
            return switch (axes.length) {
                case 2 -> flat(axes);
                case 3 -> three(axes);
                case 4 -> four(axes);
                default -> throw unknown(header);
            };
        } catch (IllegalArgumentException e) {
            throw unknown(header);
        }
    }

    private static DatasetException unknown(NpyHeader header) {
        return new DatasetException(Text.of(
                "%s has the shape %s; images are N x H x W, N x H x W x 1 or 3, N x 1 or 3 x H x W, or N x a square number, of at most %d pixels a side.",
                header.name(), Arrays.toString(header.shape()), ImageShape.LONGEST_SIDE));
    }

    private static ArrayLayout flat(int[] axes) {
        int side = (int) Math.round(Math.sqrt(axes[1]));
        int colourSide = (int) Math.round(Math.sqrt(axes[1] / (double) COLOURS));
        boolean grey = side * side == axes[1];
        if (!grey && COLOURS * colourSide * colourSide != axes[1]) {
            throw new IllegalArgumentException("no square");
        }
        ImageShape shape = grey ? new ImageShape(1, side, side) : new ImageShape(COLOURS, colourSide, colourSide);
        return new ArrayLayout(shape, axes, new int[] {shape.size(), 1});
    }

    private static ArrayLayout three(int[] axes) {
        ImageShape shape = new ImageShape(1, axes[1], axes[2]);
        return new ArrayLayout(shape, axes, new int[] {shape.size(), shape.width(), 1});
    }

    private static ArrayLayout four(int[] axes) {
        if (axes[3] == 1 || axes[3] == COLOURS) {
            ImageShape shape = new ImageShape(axes[3], axes[1], axes[2]);
            return new ArrayLayout(shape, axes, new int[] {shape.size(), shape.width(), 1, shape.plane()});
        }
        ImageShape shape = new ImageShape(axes[1], axes[2], axes[3]);
        return new ArrayLayout(shape, axes, new int[] {shape.size(), shape.plane(), shape.width(), 1});
    }

    /** The least and the greatest number. */
    double[] range(Array array) {
        long all = (long) lengths[0] * shape.size();
        return array.read(in -> {
            NpyNumbers numbers = new NpyNumbers(array.header(), in);
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (long i = 0; i < all; i++) {
                double value = numbers.next(all - i);
                if (!Double.isFinite(value)) {
                    throw new DatasetException(array.header().name() + " has a pixel that is not a number.");
                }
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            return new double[] {least, most};
        });
    }

    /** N x C x H x W. */
    byte[] pixels(Array array, PixelScale scale) {
        int all = lengths[0] * shape.size();
        return array.read(in -> {
            NpyNumbers numbers = new NpyNumbers(array.header(), in);
            byte[] pixels = new byte[all];
            int[] index = new int[lengths.length];
            int at = 0;
            for (int i = 0; i < all; i++) {
                pixels[at] = scale.of(numbers.next(all - i));
                at += advance(index, array.header().fortran());
            }
            return pixels;
        });
    }

    /** Goes to the next index in the file's order; returns how far that is in N x C x H x W. */
    private int advance(int[] index, boolean fortran) {
        int moved = 0;
        for (int i = 0; i < index.length; i++) {
            int axis = fortran ? i : index.length - 1 - i;
            if (++index[axis] < lengths[axis]) {
                return moved + steps[axis];
            }
            moved -= (lengths[axis] - 1) * steps[axis];
            index[axis] = 0;
        }
        return moved;
    }
}
