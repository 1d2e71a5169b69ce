package inkling.dreaming;

import inkling.dataset.ImageShape;
import inkling.network.Blueprint;
import inkling.network.Layer;
import inkling.network.Tensor;
import inkling.random.NormalNumbers;
import java.util.List;

/** Images of Gaussian noise, and a network that takes in what is drawn of them. */
interface NoiseImages {
    /** Of that network: the searched one itself, or one that takes in less. */
    Blueprint blueprint();

    /** Its parameters and buffers. */
    List<Tensor> tensors();

    /** Writes what that network takes in of an image: as many numbers as its input has. */
    void fill(long image, float[] target, int offset);

    /** The whole image as the searched network takes it. */
    float[] image(long image);

    /**
     * The images of a search: in the short form where the network's first layer takes in all pixels at once.
     *
     * @param tensors the searched network's
     */
    static NoiseImages of(Blueprint blueprint, List<Tensor> tensors, NoiseSearch.Query query) {
        List<Blueprint.Fitted> layers = blueprint.layers();
        // As Fitting has it, a dense layer comes after the flatten that goes without saying.
        if (layers.get(0).layer() instanceof Layer.Flatten && layers.get(1).layer() instanceof Layer.Dense) {
            NoiseSpace space = new NoiseSpace(tensors.get(0), query.seed());
            if (space.dimensions() <= ImageShape.LONGEST_SIDE) {
                return new ShortNoise(blueprint, tensors, space, query.mean(), query.deviation());
            }
        }
        return new WholeNoise(blueprint, tensors, query);
    }

    /** Every number is drawn. */
    record WholeNoise(Blueprint blueprint, List<Tensor> tensors, NormalNumbers noise, double mean, double deviation)
            implements NoiseImages {
        WholeNoise(Blueprint blueprint, List<Tensor> tensors, NoiseSearch.Query query) {
            this(
                    blueprint,
                    tensors,
                    new NormalNumbers(query.seed(), blueprint.input().size()),
                    query.mean(),
                    query.deviation());
        }

        @Override
        public void fill(long image, float[] target, int offset) {
            noise.fill(image, target, offset);
            for (int i = offset; i < offset + blueprint.input().size(); i++) {
                target[i] = (float) (mean + deviation * target[i]);
            }
        }

        @Override
        public float[] image(long image) {
            float[] x = new float[blueprint.input().size()];
            fill(image, x, 0);
            return x;
        }
    }
}
