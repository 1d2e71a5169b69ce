package inkling.dreaming;

import inkling.network.Tensor;
import inkling.random.NormalNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Noise images seen from the first layer: it takes in only the directions its weights span, and Gaussian noise looks the
 * same from every direction.
 *
 * <p>With Q an orthonormal basis of the span of W's rows (250 directions for 784 pixels), an image is drawn as {@code x =
 * Q z + (g - Q Q^T g)} with z and g standard normal. That is standard normal itself, exactly, whatever W is; the second
 * part is invisible to the network, {@code W x = (W Q) z}, and need be drawn only for an image that is looked at. So a
 * search draws and multiplies 250 numbers an image instead of 784.
 */
final class NoiseSpace {
    /** A direction shorter than this, beside the row it is left from, is rounding. */
    private static final double NOTHING = 1e-9;

    private final int inputs;
    private final List<double[]> basis = new ArrayList<>();
    /** How far each row of the weights goes along the axes; what is missing at the end is nothing. */
    private final List<double[]> parts = new ArrayList<>();

    private final NormalNumbers visible;
    private final NormalNumbers invisible;

    /** @param weight of the first layer, (units, inputs) */
    NoiseSpace(Tensor weight, long seed) {
        inputs = weight.shape()[1];
        for (int unit = 0; unit < weight.shape()[0]; unit++) {
            extendBasis(weight.values(), unit * inputs);
        }
        if (basis.isEmpty()) {
            basis.add(new double[inputs]); // of a dead layer, so that there is something to draw
        }
        visible = new NormalNumbers(seed, dimensions());
        invisible = new NormalNumbers(~seed, inputs);
    }

    /** Gram and Schmidt's way, each row twice, which makes it as exact as the numbers are. */
    private void extendBasis(float[] weights, int offset) {
        double[] direction = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            direction[i] = weights[offset + i];
        }
        double[] along = new double[basis.size() + 1];
        double before = Math.sqrt(dot(direction, direction));
        for (int pass = 0; pass < 2; pass++) {
            removeBasis(direction, along);
        }
        double length = Math.sqrt(dot(direction, direction));
        if (length > NOTHING * before && basis.size() < inputs) {
            for (int i = 0; i < inputs; i++) {
                direction[i] /= length;
            }
            along[basis.size()] = length;
            basis.add(direction);
        }
        parts.add(along);
    }

    /** @param along what is removed along each axis is added to it */
    private void removeBasis(double[] vector, double[] along) {
        for (int axis = 0; axis < basis.size(); axis++) {
            double part = dot(basis.get(axis), vector);
            along[axis] += part;
            addScaled(vector, basis.get(axis), -part);
        }
    }

    /** How many numbers of an image the network sees: at most its units, at most its inputs, at least one. */
    int dimensions() {
        return basis.size();
    }

    /** {@code W Q}: the first layer's weights for z instead of x, (units, dimensions) row-major. */
    float[] weights(double scale) {
        float[] weights = new float[parts.size() * dimensions()];
        for (int unit = 0; unit < parts.size(); unit++) {
            double[] along = parts.get(unit);
            for (int axis = 0; axis < Math.min(along.length, dimensions()); axis++) {
                weights[unit * dimensions() + axis] = (float) (scale * along[axis]);
            }
        }
        return weights;
    }

    /** Writes z of an image: what the network sees of it. */
    void fill(long image, float[] target, int offset) {
        visible.fill(image, target, offset);
    }

    /** The whole image, standard normal: (inputs). */
    double[] image(long image) {
        float[] z = new float[dimensions()];
        fill(image, z, 0);
        float[] g = new float[inputs];
        invisible.fill(image, g, 0);
        double[] x = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            x[i] = g[i];
        }
        removeBasis(x, new double[dimensions()]);
        for (int axis = 0; axis < z.length; axis++) {
            addScaled(x, basis.get(axis), z[axis]);
        }
        return x;
    }

    private static void addScaled(double[] vector, double[] axis, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] += factor * axis[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
