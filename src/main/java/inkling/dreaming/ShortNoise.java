package inkling.dreaming;

import inkling.dataset.ImageShape;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Noise as {@link NoiseSpace} draws it, for the same network but for its first layer, which takes in the short form. */
final class ShortNoise implements NoiseImages {
    private final Blueprint blueprint;
    private final List<Tensor> tensors;
    private final NoiseSpace space;
    private final double mean;
    private final double deviation;

    /**
     * @param whole the searched network
     * @param mean of every number's noise, in the network's normalised input
     * @param deviation likewise
     */
    ShortNoise(Blueprint whole, List<Tensor> tensors, NoiseSpace space, double mean, double deviation) {
        this.space = space;
        this.mean = mean;
        this.deviation = deviation;
        blueprint = whole.architecture().on(new ImageShape(1, 1, space.dimensions()), whole.classes());
        Tensor weight = tensors.get(0);
        Tensor bias = tensors.get(1);
        this.tensors = new ArrayList<>(tensors);
        this.tensors.set(
                0,
                new Tensor(weight.name(), new int[] {weight.shape()[0], space.dimensions()}, space.weights(deviation)));
        this.tensors.set(1, new Tensor(bias.name(), bias.shape(), shifted(weight, bias, mean)));
    }

    /** {@code W (x + mean) + b = W x + (b + W mean)}. */
    private static float[] shifted(Tensor weight, Tensor bias, double mean) {
        float[] shifted = new float[bias.values().length];
        int inputs = weight.shape()[1];
        for (int unit = 0; unit < shifted.length; unit++) {
            double sum = 0;
            for (int i = 0; i < inputs; i++) {
                sum += weight.values()[unit * inputs + i];
            }
            shifted[unit] = (float) (bias.values()[unit] + mean * sum);
        }
        return shifted;
    }

    @Override
    public Blueprint blueprint() {
        return blueprint;
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public void fill(long image, float[] target, int offset) {
        space.fill(image, target, offset);
    }

    @Override
    public float[] image(long image) {
        double[] normal = space.image(image);
        float[] x = new float[normal.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (mean + deviation * normal[i]);
        }
        return x;
    }
}
