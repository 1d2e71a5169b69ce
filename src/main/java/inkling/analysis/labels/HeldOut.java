package inkling.analysis.labels;

import inkling.analysis.LabelledPredictions;
import inkling.dataset.Dataset;
import inkling.dataset.LabelledImages;
import inkling.dataset.Normalisation;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

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
     * @param dealt with the settings' seed
     * @param epochs of each network
     * @throws Training.DivergedException if a loss is no longer a number
     */
    public static HeldOut of(
            Hyperparameters settings,
            Blueprint blueprint,
            Dataset dataset,
            Normalisation normalisation,
            String device,
            DealtImages dealt,
            int epochs,
            Listener listener) {
        int folds = dealt.folds().count();
        Told told = new Told(listener, folds * (long) epochs);
        List<float[]> said = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            told.begin(fold + 1);
            said.add(answers(
                    new TrainingPlan(
                            settings(settings, epochs), blueprint, dataset, device, normalisation, dealt.split(fold)),
                    told));
        }
        return of(dataset, dealt, said);
    }

    /** Those of each fold's network. */
    public static Hyperparameters settings(Hyperparameters settings, int epochs) {
        return settings.with(Map.of(Setting.EPOCHS, epochs, Setting.PATIENCE, 0));
    }

    /**
     * Puts together what the networks of all folds said.
     *
     * @param said what {@link #answers} has of each fold, in their order
     */
    public static HeldOut of(Dataset dataset, DealtImages dealt, List<float[]> said) {
        int classes = dataset.classes();
        float[] logits = new float[dealt.images().length * classes];
        for (int fold = 0; fold < said.size(); fold++) {
            int[] held = dealt.folds().of(fold);
            for (int i = 0; i < held.length; i++) {
                System.arraycopy(said.get(fold), i * classes, logits, held[i] * classes, classes);
            }
        }
        return new HeldOut(dealt.images(), new LabelledPredictions(classes, dealt.labels(dataset), logits));
    }

    /**
     * Trains the network of one fold and asks it of the images that are held out.
     *
     * @param plan of {@link #settings} and {@link DealtImages#split}
     * @param done is told how many steps are done; what it throws ends the work
     * @return logits of these images in their order (n, C)
     */
    public static float[] answers(TrainingPlan plan, LongConsumer done) {
        return answers(
                plan,
                new Told(
                        (fold, steps, total) -> done.accept(steps),
                        plan.hyperparameters().epochs()));
    }

    private static float[] answers(TrainingPlan plan, Told told) {
        new Training(plan).run(told);
        return ask(
                plan,
                told.parameters(),
                plan.dataset().train().select(plan.split().validation()),
                told);
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
