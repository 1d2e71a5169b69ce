package inkling.draw;

import inkling.analysis.pictures.WeightPictures;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.network.Blueprint;
import inkling.network.Tensor;
import inkling.network.plain.PlainNetwork;
import inkling.network.plain.PlainNetwork.ForwardPass;
import java.util.List;

/** The network after an epoch, at hand for one picture at a time. */
record EpochNetwork(PlainNetwork network, WeightPictures weights, Normalisation normalisation) {
    static EpochNetwork of(Blueprint blueprint, List<Tensor> parameters, Normalisation normalisation) {
        return new EpochNetwork(
                new PlainNetwork(blueprint, parameters),
                WeightPictures.first(blueprint, parameters, Integer.MAX_VALUE),
                normalisation);
    }

    /** @param seen one byte a pixel, 28 x 28 */
    ForwardPass forward(byte[] seen) {
        float[] x = new float[seen.length];
        normalisation.apply(ImageShape.MNIST, seen, 0, 1, x, 0);
        return network.forward(x);
    }
}
