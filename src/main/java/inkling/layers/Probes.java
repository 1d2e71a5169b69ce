package inkling.layers;

import inkling.layers.MadeByLayers.Known;
import java.util.List;

/**
 * What came of a linear probe of every layer.
 *
 * @param epoch of the network that was looked at
 * @param beginning the epoch that it is held against: the first that has a checkpoint which can be read
 * @param trainImages that the probes learnt from
 * @param testImages that they were tested on
 * @param layers the pixels first
 */
record Probes(int epoch, int beginning, int trainImages, int testImages, List<Layer> layers) {
    /**
     * A layer's probe.
     *
     * @param train accuracy on the images that it learnt from, 0 to 1
     * @param test accuracy on test images
     * @param testLoss mean cross-entropy there
     * @param testAtBeginning accuracy on test images of a probe of the network that it began from
     */
    record Layer(Known layer, double train, double test, double testLoss, double testAtBeginning) {}
}
