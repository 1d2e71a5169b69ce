package inkling.network.plain;

import inkling.network.Blueprint.Fitted;
import java.util.Arrays;

/** The windows of a pooling layer on each channel of a picture. */
final class Windows {
    private final int channels;
    private final int height;
    private final int width;
    private final int down;
    private final int across;
    private final int tall;
    private final int wide;
    private final int stride;

    /**
     * @param tall pixels of a window downwards
     * @param wide and across
     */
    Windows(Fitted layer, int tall, int wide, int stride) {
        channels = layer.inputShape()[0];
        height = layer.inputShape()[1];
        width = layer.inputShape()[2];
        down = layer.outputShape()[1];
        across = layer.outputShape()[2];
        this.tall = tall;
        this.wide = wide;
        this.stride = stride;
    }

    private interface Meeting {
        void at(int input, int output);
    }

    /** Goes through the numbers of every window, row by row. */
    private void visit(Meeting meeting) {
        for (int output = 0; output < channels * down * across; output++) {
            int channel = output / (down * across);
            int top = output / across % down * stride;
            int left = output % across * stride;
            for (int y = top; y < top + tall; y++) {
                for (int x = left; x < left + wide; x++) {
                    meeting.at((channel * height + y) * width + x, output);
                }
            }
        }
    }

    private double[] outputs() {
        return new double[channels * down * across];
    }

    Operation.Simple mean() {
        double share = 1.0 / (tall * wide);
        return new Operation.Simple() {
            @Override
            public double[] forward(double[] x) {
                double[] y = outputs();
                visit((i, o) -> y[o] += share * x[i]);
                return y;
            }

            @Override
            public double[] backward(double[] x, double[] y, double[] gradient) {
                double[] back = new double[x.length];
                visit((i, o) -> back[i] += share * gradient[o]);
                return back;
            }
        };
    }

    /** The gradient goes to the first of several that are largest, as in PyTorch. */
    Operation.Simple largest() {
        return new Operation.Simple() {
            @Override
            public double[] forward(double[] x) {
                double[] y = outputs();
                int[] largest = places(x);
                for (int o = 0; o < y.length; o++) {
                    y[o] = x[largest[o]];
                }
                return y;
            }

            @Override
            public double[] backward(double[] x, double[] y, double[] gradient) {
                double[] back = new double[x.length];
                int[] largest = places(x);
                for (int o = 0; o < y.length; o++) {
                    back[largest[o]] += gradient[o];
                }
                return back;
            }
        };
    }

    /** Where each window's largest number stands. */
    private int[] places(double[] x) {
        int[] places = new int[channels * down * across];
        Arrays.fill(places, -1);
        visit((i, o) -> {
            // What is not a number is passed on.
            if (places[o] < 0 || x[i] > x[places[o]] || Double.isNaN(x[i])) {
                places[o] = i;
            }
        });
        return places;
    }
}
