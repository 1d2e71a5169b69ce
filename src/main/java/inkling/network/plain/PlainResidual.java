package inkling.network.plain;

import java.util.Arrays;
import java.util.Map;

/**
 * {@code y = body(x) + shortcut(x)}.
 *
 * @param shortcut without layers where x is added as it is
 */
record PlainResidual(Chain body, Chain shortcut) implements Operation {
    @Override
    public double[] forward(double[] x, Map<String, double[]> activations) {
        return sum(body.forward(x, activations), shortcut.forward(x, activations));
    }

    @Override
    public double[] backward(double[] x, double[] y, double[] gradient, Map<String, double[]> activations) {
        return sum(body.backward(x, gradient, activations), shortcut.backward(x, gradient, activations));
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }
}
