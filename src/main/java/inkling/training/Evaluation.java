package inkling.training;

import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.Answers;
import inkling.network.Blueprint;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.network.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/** How well a network does on images it does not learn from: evaluation mode, nothing augmented, no gradients. */
public final class Evaluation {
    /** Images between two calls to the listener: whole pieces of the predictor's, so that the bits are those of all at once. */
    private static final int AT_ONCE = 3_000;

    private Evaluation() {}

    /**
     * The means over the images, whatever batches the network was trained in.
     *
     * @param tensors parameters, then buffers
     * @param device one of {@link inkling.network.Devices#here()}
     * @param done is told now and then how many images are done; what it throws ends the evaluation
     */
    public static Score score(
            Blueprint blueprint,
            List<Tensor> tensors,
            Normalisation normalisation,
            LabelledImages images,
            String device,
            IntConsumer done) {
        try (Predictor predictor = new Predictor(blueprint, tensors, normalisation, device)) {
            return score(predictor, images, done);
        }
    }

    /** The same of a network that somebody else owns. */
    public static Score score(Predictor predictor, LabelledImages images, IntConsumer done) {
        return score(predictor, images, Answers.none(predictor.blueprint()), done);
    }

    /** @param answers is shown what the layers make of the images */
    static Score score(Predictor predictor, LabelledImages images, Answers answers, IntConsumer done) {
        float[] logits = new float[0];
        int classes = 0;
        for (int first = 0; first < images.size(); first += AT_ONCE) {
            int count = Math.min(AT_ONCE, images.size() - first);
            Predictions predictions = predictor.predict(images.pixels(), first, count, Set.of(), answers);
            classes = predictions.classes();
            logits = first == 0 ? new float[images.size() * classes] : logits;
            System.arraycopy(predictions.logits(), 0, logits, first * classes, count * classes);
            done.accept(first + count);
        }
        return Score.of(logits, 0, images.size(), classes, images.labels(), 0);
    }
}
