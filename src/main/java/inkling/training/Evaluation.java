package inkling.training;

import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.network.CrossEntropy;
import inkling.network.Predictions;
import inkling.network.Predictor;
import inkling.network.Tensor;
import java.util.List;
import java.util.function.IntConsumer;

/** How well a network does on images it does not learn from: evaluation mode, nothing augmented, no gradients. */
public final class Evaluation {
    /** Images between two calls to the listener, about. */
    private static final int AT_ONCE = 3_000;

    private Evaluation() {}

    /**
     * The means over the batches of the batches' mean losses and accuracies.
     *
     * @param batchSize images a mean is taken of; the last batch may be smaller and weighs the same
     * @param device one of {@link inkling.network.Devices#names()}
     * @param done is told now and then how many images are done; what it throws ends the evaluation
     */
    public static Score score(
            List<Tensor> parameters,
            Normalisation normalisation,
            LabelledImages images,
            int batchSize,
            String device,
            IntConsumer done) {
        try (Predictor predictor = new Predictor(parameters, normalisation, device)) {
            return score(predictor, images, batchSize, done);
        }
    }

    static Score score(Predictor predictor, LabelledImages images, int batchSize, IntConsumer done) {
        int atOnce = Math.max(1, AT_ONCE / batchSize) * batchSize;
        BatchMeans means = new BatchMeans();
        for (int first = 0; first < images.size(); first += atOnce) {
            int count = Math.min(atOnce, images.size() - first);
            Predictions predictions = predictor.predict(images.pixels(), first, count);
            for (int from = 0; from < count; from += batchSize) {
                int size = Math.min(batchSize, count - from);
                means.add(batch(predictions.logits(), from, size, predictions.classes(), images.labels(), first));
            }
            done.accept(first + count);
        }
        return means.mean();
    }

    /**
     * One batch's mean loss and accuracy.
     *
     * @param logits row-major (rows, classes)
     * @param from the batch's first row
     * @param labels of which {@code labels[labelOffset]} belongs to row 0
     */
    static Score batch(float[] logits, int from, int size, int classes, byte[] labels, int labelOffset) {
        double loss = 0;
        int right = 0;
        for (int row = from; row < from + size; row++) {
            int label = labels[labelOffset + row];
            loss += CrossEntropy.loss(logits, row, classes, label);
            right += CrossEntropy.predicted(logits, row, classes) == label ? 1 : 0;
        }
        return new Score(loss / size, (double) right / size);
    }

    /** Adds up batches; each weighs the same. */
    static final class BatchMeans {
        private double loss;
        private double accuracy;
        private int batches;

        /** Nothing yet. */
        BatchMeans() {
            this(Checkpoint.Within.NOTHING);
        }

        /** What an epoch has added up so far. */
        BatchMeans(Checkpoint.Within within) {
            loss = within.loss();
            accuracy = within.accuracy();
            batches = within.steps();
        }

        void add(Score batch) {
            loss += batch.loss();
            accuracy += batch.accuracy();
            batches++;
        }

        Checkpoint.Within within(double seconds) {
            return new Checkpoint.Within(batches, loss, accuracy, seconds);
        }

        Score mean() {
            return new Score(loss / batches, accuracy / batches);
        }
    }
}
