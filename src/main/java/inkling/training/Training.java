package inkling.training;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import inkling.dataset.LabelledImages;
import inkling.dataset.batch.Batch;
import inkling.dataset.batch.Batches;
import inkling.dataset.batch.Targets;
import inkling.errors.Explained;
import inkling.network.Answers;
import inkling.network.Backpropagation;
import inkling.network.Devices;
import inkling.network.Network;
import inkling.network.Predictor;
import inkling.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Trains a network by a plan, on the caller's thread.
 *
 * <p>Knows neither where the numbers go nor who cancels: both are the {@link TrainingObserver}'s.
 */
public final class Training {
    /** Steps between two readings of the losses: reading waits for the device, so it is not done every step. */
    private static final int STEPS_A_READING = 20;
    /** Of a wide network fewer steps: whoever cancels does not want to wait for twenty. */
    private static final long NANOS_A_READING = 200_000_000;
    /** Into how many parts a step is cut on the CPU, which the cores share. */
    public static final int PARTS_ON_CPU = 2;

    /** A loss is no longer a number; the message is a sentence for the user with the last sound epoch and what to try. */
    public static final class DivergedException extends RuntimeException implements Explained {
        private static final long serialVersionUID = 1L;

        private static final String BEGINNING = "Training diverged: ";
        /** So much lower is worth a try: where a run diverges, half of its rate mostly does so too. */
        private static final double LOWER = 10;

        /** @param what is not a number, and where: {@code the loss was not a number at step 12} */
        public DivergedException(String what, double learningRate) {
            super(Text.of(BEGINNING + "%s. A learning rate below %s may help.", what, learningRate));
        }

        /**
         * The learning rate to try after a failure.
         *
         * @param failure of a run, in its own words
         * @return empty if it was another one than this
         */
        public static Optional<Double> lowerRate(String failure, double learningRate) {
            return failure.startsWith(BEGINNING)
                    ? Optional.of(new BigDecimal(learningRate / LOWER, new MathContext(2)).doubleValue())
                    : Optional.empty();
        }
    }

    private final TrainingPlan plan;
    private final Hyperparameters settings;

    /** @throws StepMemory.TooLargeException if a step takes more memory than there is */
    public Training(TrainingPlan plan) {
        this.plan = plan;
        this.settings = plan.hyperparameters();
        StepMemory.of(settings, plan.blueprint(), plan.split().train().length).on(plan.device());
    }

    /**
     * Trains from scratch.
     *
     * @throws DivergedException if the loss is no longer a number
     */
    public void run(TrainingObserver observer) {
        Checkpoint untrained = new Checkpoint(0, 0, plan.blueprint().initial(settings.seed()), List.of());
        observer.onUntrained(untrained);
        resume(untrained, List.of(), observer);
    }

    /**
     * Goes on from the checkpoint with the same numbers as if there had been no pause; does nothing if there is no epoch
     * left.
     *
     * @param counted the epochs before it that count for the settings' patience, in order
     * @throws DivergedException if the loss is no longer a number
     */
    public void resume(Checkpoint from, List<EpochMetrics> counted, TrainingObserver observer) {
        if (isDone(settings, from.epoch(), counted)) {
            return;
        }
        List<EpochMetrics> finished = new ArrayList<>(counted);
        LabelledImages validation = plan.validationImages();
        try (Network network = new Network(plan.blueprint(), from.parameters(), Devices.device(plan.device()));
                Backpropagation backpropagation = backpropagation(network, settings);
                Batches batches = batches(
                        network, plan.batches(from.epoch() + 1, from.within().steps()));
                Predictor predictor = new Predictor(network, plan.normalisation())) {
            Optimizer optimizer = new Optimizer(settings, network, from.step(), from.optimizerState());
            NormWatch norms = new NormWatch(plan.blueprint(), (long) settings.epochs() * batches.perEpoch());
            LearningRate rate = LearningRate.of(settings, batches.perEpoch());
            Checkpoint.Within within = from.within();
            for (int epoch = from.epoch() + 1; !isDone(settings, epoch - 1, finished); epoch++) {
                // Its clock starts before the observer's, so that no step lies beyond the seconds of its epoch.
                Epoch under =
                        new Epoch(epoch, within, network, backpropagation, optimizer, rate, norms, batches, observer);
                observer.onEpochStarted(epoch, batches.perEpoch(), batches.images());
                Score train = under.train();
                Answers answers = Answers.none(plan.blueprint());
                Score valid = Evaluation.score(
                        predictor,
                        validation,
                        answers,
                        done -> observer.onValidating(under.epoch, done, validation.size()));
                if (!Double.isFinite(valid.loss())) {
                    throw diverged(
                            "the validation loss was not a number after epoch " + epoch,
                            norms.blamed(optimizer.step() + 1),
                            epoch);
                }
                observer.onDeadUnits(DeadUnits.of(epoch, plan.blueprint(), answers));
                double seconds = under.seconds();
                within = Checkpoint.Within.NOTHING;
                finished.add(new EpochMetrics(
                        epoch, seconds, train.loss(), train.accuracy(), valid.loss(), valid.accuracy()));
                observer.onEpoch(
                        finished.get(finished.size() - 1),
                        new Checkpoint(epoch, optimizer.step(), network.tensors(), optimizer.state()));
            }
        }
    }

    /**
     * Whether there is nothing left to train: all epochs are done, or none of the last ones, as many as the settings'
     * patience, had a lower validation loss than those before.
     *
     * @param done how many epochs are finished
     * @param counted those of them that count for the patience, in order
     */
    public static boolean isDone(Hyperparameters settings, int done, List<EpochMetrics> counted) {
        BestEpoch best = new BestEpoch();
        counted.forEach(best::add);
        boolean waited = settings.patience() > 0 && !counted.isEmpty() && done - best.epoch() >= settings.patience();
        return done >= settings.epochs() || waited;
    }

    /** What makes a network's steps. */
    static Backpropagation backpropagation(Network network, Hyperparameters settings) {
        return new Backpropagation(network, network.isOnCpu() ? PARTS_ON_CPU : 1, settings.dropoutSeed());
    }

    /** What steps are made with; made ahead where somebody other than the threads that train can do it. */
    static Batches batches(Network network, Batches.Order order) {
        boolean isCoreFree = !network.isOnCpu() || Runtime.getRuntime().availableProcessors() > PARTS_ON_CPU;
        return new Batches(order, isCoreFree);
    }

    /**
     * @param what is not a number
     * @param blamed in which layer, as a sentence without its full stop
     * @param epoch the one under way
     */
    private DivergedException diverged(String what, Optional<String> blamed, int epoch) {
        String sound = epoch > 1 ? "The last sound epoch is " + (epoch - 1) : "No epoch came before that";
        String where = blamed.map(sentence -> sentence + ". ").orElse("");
        return new DivergedException(what + ". " + where + sound, settings.learningRate());
    }

    /** One pass over the training images. */
    private final class Epoch {
        private final int epoch;
        private final Network network;
        private final Backpropagation backpropagation;
        private final Optimizer optimizer;
        private final LearningRate rate;
        private final NormWatch norms;
        private final Batches batches;
        private final TrainingObserver observer;
        private final Targets targets = plan.targets();
        private final Checkpoint.Within before;
        private final BatchMeans means;
        private final long start = System.nanoTime();
        private long lastReading = start;
        private long taking;
        private long reading;
        private final NDList unreadLogits = new NDList();
        private final List<byte[]> unreadLabels = new ArrayList<>();
        private List<LayerNorms> layers = List.of();

        /** @param before how much of the epoch was done in an earlier go */
        Epoch(
                int epoch,
                Checkpoint.Within before,
                Network network,
                Backpropagation backpropagation,
                Optimizer optimizer,
                LearningRate rate,
                NormWatch norms,
                Batches batches,
                TrainingObserver observer) {
            this.epoch = epoch;
            this.before = before;
            this.means = new BatchMeans(before);
            this.network = network;
            this.backpropagation = backpropagation;
            this.optimizer = optimizer;
            this.rate = rate;
            this.norms = norms;
            this.batches = batches;
            this.observer = observer;
        }

        Score train() {
            for (int step = before.steps() + 1; step <= batches.perEpoch(); step++) {
                long asked = System.nanoTime();
                Batch batch = batches.take();
                taking += System.nanoTime() - asked;
                step(batch);
                batches.giveBack(batch);
                if (isTimeToRead() || step == batches.perEpoch()) {
                    long began = System.nanoTime();
                    List<StepMetrics> steps = read();
                    reading += System.nanoTime() - began;
                    report(steps);
                    lastReading = System.nanoTime();
                }
            }
            observer.onTimes(
                    epoch, backpropagation.takeTimes((System.nanoTime() - start) / 1e9, taking / 1e9, reading / 1e9));
            return means.mean();
        }

        private boolean isTimeToRead() {
            return unreadLabels.size() == STEPS_A_READING || System.nanoTime() - lastReading > NANOS_A_READING;
        }

        /** What the epoch has taken so far, earlier goes included. */
        double seconds() {
            return before.seconds() + (System.nanoTime() - start) / 1e9;
        }

        /** All that is needed to go on after the steps that were read last. */
        private Checkpoint here() {
            return new Checkpoint(
                    epoch - 1, optimizer.step(), network.tensors(), optimizer.state(), means.within(seconds()));
        }

        /** Forward, backward, update; the logits from before the update stay on the device until they are read. */
        private void step(Batch batch) {
            long step = optimizer.step() + 1;
            NormSums sums = norms.begin(step);
            unreadLogits.addAll(backpropagation.step(batch, step, optimizer.next(rate.at(step), sums)));
            unreadLabels.add(Arrays.copyOf(batch.labels(), batch.size()));
            norms.end(step, epoch, sums);
        }

        /** The synchronisation point: waits for the device and works out what the steps since the last one saw. */
        private List<StepMetrics> read() {
            float[] logits;
            try (NDScope scope = new NDScope();
                    NDList unread = new NDList(unreadLogits)) {
                scope.suppressNotUsedWarning();
                logits = NDArrays.concat(unread).toFloatArray();
            }
            List<StepMetrics> steps = new ArrayList<>();
            long step = optimizer.step() - unreadLabels.size();
            int row = 0;
            for (byte[] labels : unreadLabels) {
                Score score = Score.of(targets, logits, row, labels.length, labels, -row);
                steps.add(new StepMetrics(++step, epoch, score.loss(), score.accuracy(), rate.at(step)));
                row += labels.length;
            }
            unreadLogits.clear();
            unreadLabels.clear();
            layers = norms.read(steps);
            return steps;
        }

        private void report(List<StepMetrics> steps) {
            observer.onNorms(layers);
            for (StepMetrics step : steps) {
                if (!Double.isFinite(step.loss())) {
                    throw diverged(
                            "the loss was not a number at step " + step.step(), norms.blamed(step.step()), epoch);
                }
                means.add(new Score(step.loss(), step.accuracy()));
            }
            observer.onSteps(steps, this::here);
        }
    }
}
