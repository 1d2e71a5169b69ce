package inkling.draw;

import inkling.analysis.pictures.WeightPictures;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.network.Tensor;
import inkling.network.plain.DenseNetwork;
import inkling.network.plain.DenseNetwork.ForwardPass;
import java.util.List;

/** The network after an epoch, at hand for one picture at a time. */
record EpochNetwork(DenseNetwork network, WeightPictures weights, Normalisation normalisation) {
    static EpochNetwork of(List<Tensor> parameters, Normalisation normalisation) {
        return new EpochNetwork(new DenseNetwork(parameters), new WeightPictures(parameters), normalisation);
    }

    /** @param seen one byte a pixel, 28 x 28 */
    ForwardPass forward(byte[] seen) {
        float[] x = new float[seen.length];
        normalisation.apply(ImageShape.MNIST, seen, 0, 1, x, 0);
        return network.forward(x);
    }
}
