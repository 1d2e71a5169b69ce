package inkling.analysis.landscape;

import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Blueprint;
import inkling.network.Devices;
import inkling.network.Network;
import inkling.network.Predictor;
import inkling.network.Tensor;
import inkling.training.Evaluation;
import inkling.training.Score;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The loss of some images on a {@link Plane}, in evaluation mode: batch normalisation goes by the running means of the
 * network in the middle, wherever on the plane it is asked.
 *
 * @param xs places along the first direction, ascending
 * @param ys places along the second, ascending
 * @param loss mean cross-entropy at each place, (ys, xs); infinite or NaN where it is too large to be worked out
 * @param error share of images that are not recognised, (ys, xs)
 */
public record Landscape(double[] xs, double[] ys, double[][] loss, double[][] error) {
    /**
     * @param tensors of the network in the middle: parameters, then buffers
     * @param device one of {@link Devices#here()}
     * @param done is told after each place how many are done; what it throws ends it
     */
    public static Landscape of(
            Blueprint blueprint,
            List<Tensor> tensors,
            Plane plane,
            double[] xs,
            double[] ys,
            LabelledImages images,
            Normalisation normalisation,
            String device,
            IntConsumer done) {
        Landscape landscape = new Landscape(xs, ys, new double[ys.length][xs.length], new double[ys.length][xs.length]);
        float[] parameters = new float[blueprint.parameterCount()];
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.multiplyExact(parameters.length, Float.BYTES))
                .order(ByteOrder.nativeOrder());
        // One network for all places: only its parameters are written anew.
        try (Network network = new Network(blueprint, tensors, Devices.device(device));
                Predictor predictor = new Predictor(network, normalisation)) {
            for (int place = 0; place < xs.length * ys.length; place++) {
                int row = place / xs.length;
                int column = place % xs.length;
                plane.at(xs[column], ys[row], parameters);
                memory.asFloatBuffer().put(parameters);
                network.put(memory);
                Score score = Evaluation.score(predictor, images, some -> {});
                landscape.loss[row][column] = score.loss();
                landscape.error[row][column] = 1 - score.accuracy();
                done.accept(place + 1);
            }
        }
        return landscape;
    }
}
