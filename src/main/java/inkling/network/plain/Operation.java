package inkling.network.plain;

import java.util.Map;

/** What a layer does to one picture's numbers, and to a gradient on its way back. No array that comes in is written to. */
interface Operation {
    /**
     * @param x what comes in
     * @param activations where layers within this one note what they made, by their ids
     */
    double[] forward(double[] x, Map<String, double[]> activations);

    /**
     * The chain rule.
     *
     * @param x what came in
     * @param y what {@link #forward} made of it
     * @param gradient of some function with respect to y
     * @param activations what layers within this one noted
     * @return the function's gradient with respect to x
     */
    double[] backward(double[] x, double[] y, double[] gradient, Map<String, double[]> activations);

    /** One that has no layers within it. */
    interface Simple extends Operation {
        double[] forward(double[] x);

        double[] backward(double[] x, double[] y, double[] gradient);

        @Override
        default double[] forward(double[] x, Map<String, double[]> activations) {
            return forward(x);
        }

        @Override
        default double[] backward(double[] x, double[] y, double[] gradient, Map<String, double[]> activations) {
            return backward(x, y, gradient);
        }
    }
}
