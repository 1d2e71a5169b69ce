package inkling.network.plain;

import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;
import java.util.Arrays;

/**
 * A cross-correlation, added up place by place of the kernel: what one place sees of a channel is laid out once, a plane
 * of as many numbers as an output channel has, and added to every output channel with its weight. That loop is long and
 * straight, whatever the stride, and the compiler vectorises it.
 */
final class PlainConvolution implements Operation.Simple {
    private final int channels;
    private final int height;
    private final int width;
    private final int filters;
    private final int down;
    private final int across;
    private final int kernel;
    private final int stride;
    private final int padding;
    /** (filters, channels, kernel, kernel). */
    private final double[] weights;

    private final double[] biases;

    PlainConvolution(Fitted layer, NamedTensors tensors) {
        Layer.Convolution convolution = (Layer.Convolution) layer.layer();
        channels = layer.inputShape()[0];
        height = layer.inputShape()[1];
        width = layer.inputShape()[2];
        filters = convolution.filters();
        down = layer.outputShape()[1];
        across = layer.outputShape()[2];
        kernel = convolution.kernel();
        stride = convolution.stride();
        padding = convolution.padding();
        weights = tensors.of(layer, "weight");
        biases = tensors.of(layer, "bias");
    }

    @Override
    public double[] forward(double[] x) {
        int plane = down * across;
        double[] y = new double[filters * plane];
        for (int f = 0; f < filters; f++) {
            Arrays.fill(y, f * plane, (f + 1) * plane, biases[f]);
        }
        double[] seen = new double[plane];
        int places = places();
        for (int place = 0; place < places; place++) {
            visit(place, (i, o) -> seen[o] = x[i], o -> seen[o] = 0);
            for (int f = 0; f < filters; f++) {
                add(y, f * plane, weights[f * places + place], seen, 0, plane);
            }
        }
        return y;
    }

    @Override
    public double[] backward(double[] x, double[] y, double[] gradient) {
        int plane = down * across;
        double[] back = new double[x.length];
        double[] wanted = new double[plane];
        int places = places();
        for (int place = 0; place < places; place++) {
            Arrays.fill(wanted, 0);
            for (int f = 0; f < filters; f++) {
                add(wanted, 0, weights[f * places + place], gradient, f * plane, plane);
            }
            visit(place, (i, o) -> back[i] += wanted[o], o -> {});
        }
        return back;
    }

    /** Of a filter's weights: those of the first channel's kernel row by row, then the next channel's. */
    private int places() {
        return channels * kernel * kernel;
    }

    /** {@code y += w x}, of which parts begin at offsets. */
    private static void add(double[] y, int atY, double w, double[] x, int atX, int count) {
        for (int i = 0; i < count; i++) {
            y[atY + i] += w * x[atX + i];
        }
    }

    private interface Meeting {
        void at(int input, int output);
    }

    private interface Beyond {
        void at(int output);
    }

    /** Goes through the output's pixels with the input's number that a place of the kernel meets there. */
    private void visit(int place, Meeting meeting, Beyond beyond) {
        int channel = place / (kernel * kernel);
        int fromTop = place / kernel % kernel - padding;
        int fromLeft = place % kernel - padding;
        for (int row = 0; row < down; row++) {
            int y = row * stride + fromTop;
            for (int column = 0; column < across; column++) {
                int x = column * stride + fromLeft;
                int output = row * across + column;
                if (y >= 0 && y < height && x >= 0 && x < width) {
                    meeting.at((channel * height + y) * width + x, output);
                } else {
                    beyond.at(output);
                }
            }
        }
    }
}
