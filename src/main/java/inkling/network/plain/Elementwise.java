package inkling.network.plain;

import java.util.function.DoubleUnaryOperator;

/** The same function of every number. */
enum Elementwise implements Operation.Simple {
    SAME(x -> x, (x, y, g) -> g),
    /** With slope 0 at 0, as PyTorch takes it. */
    RELU(x -> Math.max(x, 0), (x, y, g) -> y <= 0 ? 0 : g),
    TANH(Math::tanh, (x, y, g) -> (1 - y * y) * g),
    GELU(
            x -> x * normalShare(x),
            (x, y, g) -> (normalShare(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)) * g);

    private final DoubleUnaryOperator function;
    private final Passed passed;

    /** What of the gradient g with respect to y = f(x) is one with respect to x. */
    private interface Passed {
        double of(double x, double y, double g);
    }

    Elementwise(DoubleUnaryOperator function, Passed passed) {
        this.function = function;
        this.passed = passed;
    }

    @Override
    public double[] forward(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = function.applyAsDouble(x[i]);
        }
        return y;
    }

    @Override
    public double[] backward(double[] x, double[] y, double[] gradient) {
        double[] back = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            back[i] = passed.of(x[i], y[i], gradient[i]);
        }
        return back;
    }

    /**
     * What share of standard normal numbers is below x, to within about 1e-16: {@code (1 + erf(x / sqrt 2)) / 2}, by the
     * series 7.1.6 of Abramowitz and Stegun, all of whose terms have one sign.
     */
    static double normalShare(double x) {
        if (Math.abs(x) > 8.5) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
            term *= x * x / n;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
