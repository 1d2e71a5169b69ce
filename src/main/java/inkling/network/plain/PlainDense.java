package inkling.network.plain;

import inkling.network.Blueprint.Fitted;

/**
 * {@code y = W x + b}.
 *
 * @param columns W transposed, (in, out) row-major: adding up whole columns is what the compiler vectorises
 */
record PlainDense(int in, int out, double[] columns, double[] bias) implements Operation.Simple {
    static PlainDense of(Fitted layer, NamedTensors tensors) {
        int in = layer.inputShape()[0];
        int out = layer.outputShape()[0];
        double[] rows = tensors.of(layer, "weight");
        double[] columns = new double[rows.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                columns[i * out + o] = rows[o * in + i];
            }
        }
        return new PlainDense(in, out, columns, tensors.of(layer, "bias"));
    }

    @Override
    public double[] forward(double[] x) {
        double[] y = bias.clone();
        for (int i = 0; i < in; i++) {
            double xi = x[i];
            int column = i * out;
            for (int o = 0; o < out; o++) {
                y[o] += columns[column + o] * xi;
            }
        }
        return y;
    }

    @Override
    public double[] backward(double[] x, double[] y, double[] gradient) {
        double[] back = new double[in];
        for (int i = 0; i < in; i++) {
            double sum = 0;
            for (int o = 0; o < out; o++) {
                sum += columns[i * out + o] * gradient[o];
            }
            back[i] = sum;
        }
        return back;
    }
}
