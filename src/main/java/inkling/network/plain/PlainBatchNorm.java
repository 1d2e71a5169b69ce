package inkling.network.plain;

import inkling.network.Blueprint.Fitted;
import inkling.network.Layer;

/**
 * {@code y = (x - mean) factor + shift} in each channel, of running statistics.
 *
 * @param plane numbers of a channel, one after the other
 */
record PlainBatchNorm(int plane, double[] mean, double[] factor, double[] shift) implements Operation.Simple {
    /** Added to the variance; PyTorch's default. */
    private static final double EPSILON = 1e-5;

    static PlainBatchNorm of(Fitted layer, NamedTensors tensors) {
        double[] mean = tensors.of(layer, "running_mean");
        double[] factor = tensors.of(layer, "weight");
        double[] variance = tensors.of(layer, "running_var");
        for (int c = 0; c < factor.length; c++) {
            factor[c] /= Math.sqrt(variance[c] + EPSILON);
        }
        int plane = (int) Layer.count(layer.inputShape()) / mean.length;
        return new PlainBatchNorm(plane, mean, factor, tensors.of(layer, "bias"));
    }

    @Override
    public double[] forward(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i / plane;
            y[i] = (x[i] - mean[c]) * factor[c] + shift[c];
        }
        return y;
    }

    @Override
    public double[] backward(double[] x, double[] y, double[] gradient) {
        double[] back = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            back[i] = gradient[i] * factor[i / plane];
        }
        return back;
    }
}
