package inkling.attribution;

import inkling.dataset.ImageShape;
import inkling.network.Inputs;
import inkling.network.Predictor;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Occlusion (Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2013, arXiv 1311.2901, section
 * 4.2): how far the class's logit falls when a window of the picture is covered with the baseline. A window's fall is
 * spread evenly over its pixels, and a pixel has the mean of those from all windows over it: logits a pixel, as other
 * attributions have them. Times the window's pixels it is what Captum's {@code Occlusion} gives.
 *
 * <p>The window is a seventh of the picture's height and of its width, and moves by half of that.
 */
public final class Occlusion {
    private static final float SHARE = 1 / 7f;

    private Occlusion() {}

    /** The window's length along a side of the picture, in pixels. */
    public static int window(int side) {
        return Math.max(1, Math.round(side * SHARE));
    }

    /** Where the window stands along a side; the last one ends where the picture ends. */
    static int[] places(int side) {
        int stride = Math.max(1, window(side) / 2);
        int last = side - window(side);
        return IntStream.rangeClosed(0, (last + stride - 1) / stride)
                .map(i -> Math.min(i * stride, last))
                .toArray();
    }

    static Attribution of(Predictor network, Question question) {
        Windows windows = new Windows(network.blueprint().input());
        float[] logits = network.logits(windows.count() + 1, covered(windows, question));
        int classes = network.blueprint().classes();
        double untouched = logits[windows.count() * classes + question.label()];
        double[] sum = new double[windows.shape.plane()];
        int[] over = new int[sum.length];
        for (int window = 0; window < windows.count(); window++) {
            double fall = untouched - logits[window * classes + question.label()];
            windows.visit(window, pixel -> {
                sum[pixel] += fall;
                over[pixel]++;
            });
        }
        int pixels = windows.tall * windows.wide;
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= (double) over[i] * pixels;
        }
        ImageShape map = new ImageShape(1, windows.shape.height(), windows.shape.width());
        return new Attribution(Method.OCCLUSION, map, sum, windows.count());
    }

    /** A picture a window, and last the untouched one. */
    private static Inputs.Images covered(Windows windows, Question question) {
        int size = windows.shape.size();
        int plane = windows.shape.plane();
        return (from, count, target) -> {
            for (int picture = 0; picture < count; picture++) {
                int start = picture * size;
                System.arraycopy(question.pixels(), 0, target, start, size);
                windows.visit(from + picture, pixel -> {
                    for (int i = pixel; i < size; i += plane) {
                        target[start + i] = question.baseline()[i];
                    }
                });
            }
        };
    }

    /** The windows on a picture, row by row. */
    private static final class Windows {
        private final ImageShape shape;
        private final int tall;
        private final int wide;
        private final int[] tops;
        private final int[] lefts;

        Windows(ImageShape shape) {
            this.shape = shape;
            tall = window(shape.height());
            wide = window(shape.width());
            tops = places(shape.height());
            lefts = places(shape.width());
        }

        int count() {
            return tops.length * lefts.length;
        }

        /** Goes through a window's pixels, row by row; there are none after the last window. */
        void visit(int window, IntConsumer pixel) {
            if (window == count()) {
                return;
            }
            int top = tops[window / lefts.length];
            int left = lefts[window % lefts.length];
            for (int y = top; y < top + tall; y++) {
                for (int x = left; x < left + wide; x++) {
                    pixel.accept(y * shape.width() + x);
                }
            }
        }
    }
}
