package inkling.analysis.labels;

import inkling.analysis.LabelledPredictions;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.network.Blueprint;
import inkling.network.Predictor;
import inkling.network.Tensor;
import inkling.training.Checkpoint;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.StepMetrics;
import inkling.training.Training;
import inkling.training.TrainingObserver;
import inkling.training.TrainingPlan;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What networks say of training images that they did not learn from: each of k folds is answered by a network trained on all
 * the others (k-fold cross-validation).
 *
 * @param images indices into the data set's training images, in order; without those that are left out (N)
 * @param predictions their labels and what was said of them
 */
public record HeldOut(int[] images, LabelledPredictions predictions) {
    /** More folds would tell little more, and take long. */
    public static final int MOST_FOLDS = 20;

    /** Images that are answered between two questions whether to stop. */
    private static final int AT_ONCE = 3_000;

    /** Is told how far it is, on the caller's thread, every few steps; what it throws ends the work. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Some steps are done.
         *
         * @param fold the one that is held out, counted from 1
         * @param done steps of all folds
         * @param total of all folds
         */
        void on(int fold, long done, long total);
    }

    /**
     * Trains the networks, one after another, all with the same settings and the same beginning. Each is asked after its last
     * epoch: the best one would have to be chosen by the very images that it is asked of.
     *
     * @param settings whose patience is ignored
     * @param blueprint the network, fitted to the images
     * @param device one of {@link inkling.network.Devices#here()}
     * @param folds at least 2
     * @param epochs of each network
     * @throws Training.DivergedException if a loss is no longer a number
     */
    public static HeldOut of(
            Hyperparameters settings,
            Blueprint blueprint,
            Dataset dataset,
            Normalisation normalisation,
            String device,
            int folds,
            int epochs,
            Listener listener) {
        Hyperparameters each = settings.with(Map.of(Setting.EPOCHS, epochs, Setting.PATIENCE, 0));
        BitSet excluded = dataset.corrections().excluded();
        int[] images = IntStream.range(0, dataset.train().size())
                .filter(image -> !excluded.get(image))
                .toArray();
        byte[] labels = new byte[images.length];
        for (int i = 0; i < images.length; i++) {
            labels[i] = dataset.train().labels()[images[i]];
        }
        Folds dealt = Folds.stratified(labels, folds, settings.seed());
        float[] logits = new float[images.length * blueprint.classes()];
        Told told = new Told(listener, folds * (long) epochs);
        for (int fold = 0; fold < folds; fold++) {
            int[] held = dealt.of(fold);
            Split split = new Split(at(images, dealt.without(fold)), at(images, held));
            var plan = new TrainingPlan(each, blueprint, dataset, device, normalisation, split);
            told.begin(fold + 1);
            new Training(plan).run(told);
            float[] said = ask(plan, told.parameters(), dataset.train().select(split.validation()), told);
            for (int i = 0; i < held.length; i++) {
                System.arraycopy(
                        said, i * blueprint.classes(), logits, held[i] * blueprint.classes(), blueprint.classes());
            }
        }
        return new HeldOut(images, new LabelledPredictions(blueprint.classes(), labels, logits));
    }

    private static int[] at(int[] images, int[] places) {
        return IntStream.of(places).map(place -> images[place]).toArray();
    }

    private static float[] ask(TrainingPlan plan, List<Tensor> parameters, LabelledImages images, Told told) {
        int classes = plan.blueprint().classes();
        float[] logits = new float[images.size() * classes];
        try (Predictor predictor = new Predictor(plan.blueprint(), parameters, plan.normalisation(), plan.device())) {
            for (int first = 0; first < images.size(); first += AT_ONCE) {
                int count = Math.min(AT_ONCE, images.size() - first);
                float[] said = predictor
                        .predict(images.pixels(), first, count, Set.of())
                        .logits();
                System.arraycopy(said, 0, logits, first * classes, said.length);
                told.tell();
            }
        }
        return logits;
    }

    /** Counts the steps, and keeps the last epoch's parameters. */
    private static final class Told implements TrainingObserver {
        private final Listener listener;
        private final long epochs;
        private int fold;
        private int perEpoch;
        private long done;
        private List<Tensor> parameters = List.of();

        Told(Listener listener, long epochs) {
            this.listener = listener;
            this.epochs = epochs;
        }

        void begin(int number) {
            fold = number;
        }

        void tell() {
            listener.on(fold, Math.min(done, epochs * perEpoch), epochs * perEpoch);
        }

        @Override
        public void onEpochStarted(int epoch, int steps, int images) {
            perEpoch = Math.max(perEpoch, steps); // folds differ by an image, which may be a step
            tell();
        }

        @Override
        public void onSteps(List<StepMetrics> steps, Supplier<Checkpoint> here) {
            done += steps.size();
            tell();
        }

        @Override
        public void onValidating(int epoch, int images, int total) {
            tell();
        }

        @Override
        public void onEpoch(EpochMetrics metrics, Checkpoint checkpoint) {
            parameters = checkpoint.parameters();
        }

        List<Tensor> parameters() {
            return parameters;
        }
    }
}
