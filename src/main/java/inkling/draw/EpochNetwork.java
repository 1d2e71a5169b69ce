package inkling.draw;

import inkling.analysis.pictures.WeightPictures;
import inkling.dataset.LabelledImages;
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
        float[] x = new float[LabelledImages.PIXELS];
        normalisation.apply(seen, 0, LabelledImages.PIXELS, x, 0);
        return network.forward(x);
    }
}
