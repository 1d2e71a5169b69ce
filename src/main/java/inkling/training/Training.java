package inkling.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import inkling.dataset.LabelledImages;
import inkling.dataset.batch.Batch;
import inkling.dataset.batch.Batches;
import inkling.errors.Explained;
import inkling.network.Activations;
import inkling.network.Architecture;
import inkling.network.Cores;
import inkling.network.Devices;
import inkling.network.Network;
import inkling.network.Predictor;
import inkling.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    /**
     * Into how many parts a step is cut on the CPU, which the cores share. PyTorch's own threads would do the same, but
     * wait for each other by spinning, which on a busy machine stalls a step for seconds. A fixed number, so that the
     * results are the same on any number of cores.
     */
    private static final int PARTS_ON_CPU = 2;

    /** A loss is no longer a number; the message is a sentence for the user with the last sound epoch and what to try. */
    public static final class DivergedException extends RuntimeException implements Explained {
        private static final long serialVersionUID = 1L;

        /** @param what is not a number, and where: {@code the loss was not a number at step 12} */
        public DivergedException(String what, double learningRate) {
            super(Text.of("Training diverged: %s. A learning rate below %s may help.", what, learningRate));
        }
    }

    private final TrainingPlan plan;
    private final Hyperparameters settings;

    public Training(TrainingPlan plan) {
        this.plan = plan;
        this.settings = plan.hyperparameters();
    }

    /**
     * Trains from scratch.
     *
     * @throws DivergedException if the loss is no longer a number
     */
    public void run(TrainingObserver observer) {
        Checkpoint untrained = new Checkpoint(0, 0, plan.blueprint().initial(settings.seed()), List.of());
        observer.onUntrained(untrained);
        resume(untrained, observer);
    }

    /**
     * Goes on from the checkpoint with the same numbers as if there had been no pause; does nothing if there is no epoch
     * left.
     *
     * @throws DivergedException if the loss is no longer a number
     */
    public void resume(Checkpoint from, TrainingObserver observer) {
        if (from.epoch() >= settings.epochs()) {
            return;
        }
        LabelledImages validation = plan.validationImages();
        try (Network network = new Network(from.parameters(), Devices.device(plan.device()));
                Batches batches =
                        new Batches(plan.batches(from.epoch() + 1, from.within().steps()));
                Predictor predictor = new Predictor(network, plan.normalisation())) {
            Optimizer optimizer = new Optimizer(settings, network, parts(), from.step(), from.optimizerState());
            Checkpoint.Within within = from.within();
            for (int epoch = from.epoch() + 1; epoch <= settings.epochs(); epoch++) {
                // Its clock starts before the observer's, so that no step lies beyond the seconds of its epoch.
                Epoch under = new Epoch(epoch, within, network, optimizer, batches, observer);
                observer.onEpochStarted(epoch, batches.perEpoch(), batches.images());
                Score train = under.train();
                Score valid = validate(epoch, predictor, validation, observer);
                require(valid.loss(), "the validation loss was not a number after epoch " + epoch, epoch);
                double seconds = under.seconds();
                within = Checkpoint.Within.NOTHING;
                observer.onEpoch(
                        new EpochMetrics(
                                epoch, seconds, train.loss(), train.accuracy(), valid.loss(), valid.accuracy()),
                        new Checkpoint(epoch, optimizer.step(), network.tensors(), optimizer.state()));
            }
        }
    }

    private int parts() {
        return Devices.device(plan.device()).isGpu() ? 1 : PARTS_ON_CPU;
    }

    private static Score validate(int epoch, Predictor predictor, LabelledImages images, TrainingObserver observer) {
        return Evaluation.score(predictor, images, done -> observer.onValidating(epoch, done, images.size()));
    }

    /** @param epoch the one under way */
    private void require(double loss, String otherwise, int epoch) {
        if (!Double.isFinite(loss)) {
            String sound = epoch > 1 ? "The last sound epoch is " + (epoch - 1) : "No epoch came before that";
            throw new DivergedException(otherwise + ". " + sound, settings.learningRate());
        }
    }

    /** What a part of a batch gives: its logits (n, 10), and its share of the batch's gradient. */
    private record Part(NDArray logits, NDArray gradient) {}

    /** One pass over the training images. */
    private final class Epoch {
        private final int epoch;
        private final Network network;
        private final Optimizer optimizer;
        private final Batches batches;
        private final TrainingObserver observer;
        private final Checkpoint.Within before;
        private final BatchMeans means;
        private final long start = System.nanoTime();
        private long lastReading = start;
        private final NDList unreadLogits = new NDList();
        private final List<byte[]> unreadLabels = new ArrayList<>();

        /** @param before how much of the epoch was done in an earlier go */
        Epoch(
                int epoch,
                Checkpoint.Within before,
                Network network,
                Optimizer optimizer,
                Batches batches,
                TrainingObserver observer) {
            this.epoch = epoch;
            this.before = before;
            this.means = new BatchMeans(before);
            this.network = network;
            this.optimizer = optimizer;
            this.batches = batches;
            this.observer = observer;
        }

        Score train() {
            for (int step = before.steps() + 1; step <= batches.perEpoch(); step++) {
                Batch batch = batches.take();
                step(batch);
                batches.giveBack(batch);
                if (isTimeToRead() || step == batches.perEpoch()) {
                    report(read());
                    lastReading = System.nanoTime();
                }
            }
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
            Part[] parts = new Part[Math.min(parts(), batch.size())];
            Cores.share(parts.length, i -> {
                int first = batch.size() * i / parts.length;
                parts[i] = part(batch, first, batch.size() * (i + 1) / parts.length - first);
            });
            try (NDList gradients = new NDList()) {
                for (Part part : parts) {
                    gradients.add(part.gradient());
                    unreadLogits.add(part.logits());
                }
                optimizer.update(gradients);
            }
            unreadLabels.add(Arrays.copyOf(batch.labels(), batch.size()));
        }

        private Part part(Batch batch, int first, int count) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDManager device = network.manager();
                NDArray x = device.create(
                        batch.pixels(first, count), new Shape(count, Architecture.INPUTS), DataType.FLOAT32);
                NDArray targets = device.create(
                        batch.targets(first, count), new Shape(count, Architecture.CLASSES), DataType.FLOAT32);
                Activations activations = network.forward(x);
                NDArray gradient = network.gradient(x, activations, targets, batch.size());
                NDScope.unregister(activations.logits(), gradient);
                return new Part(activations.logits(), gradient);
            }
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
                Score score = Score.of(logits, row, labels.length, Architecture.CLASSES, labels, -row);
                steps.add(new StepMetrics(++step, epoch, score.loss(), score.accuracy()));
                row += labels.length;
            }
            unreadLogits.clear();
            unreadLabels.clear();
            return steps;
        }

        private void report(List<StepMetrics> steps) {
            for (StepMetrics step : steps) {
                require(step.loss(), "the loss was not a number at step " + step.step(), epoch);
                means.add(new Score(step.loss(), step.accuracy()));
            }
            observer.onSteps(steps, this::here);
        }
    }
}
