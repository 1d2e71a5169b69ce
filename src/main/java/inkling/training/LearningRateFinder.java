package inkling.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import inkling.dataset.batch.Batch;
import inkling.dataset.batch.Batches;
import inkling.dataset.batch.Targets;
import inkling.network.Backpropagation;
import inkling.network.Devices;
import inkling.network.Network;
import inkling.training.RateCurve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The learning-rate range test: a fresh network is trained for a few steps, each with a higher learning rate than the one
 * before, until its loss blows up; on the caller's thread.
 *
 * <p>Smith, "Cyclical learning rates for training neural networks", 2017, section 3.3 (arXiv 1506.01186), with the
 * exponential ramp and the end at four times the lowest smoothed loss of fastai's {@code lr_find} (Howard and Gugger,
 * 2020, arXiv 2002.04688). Everything but the rate is as the settings have it, so schedule and warm-up are left out.
 */
public final class LearningRateFinder {
    /** Twenty a decade. */
    public static final int STEPS = 140;

    static final double LOWEST = 1e-6;
    static final double HIGHEST = 10;

    /** So many times the lowest smoothed loss is a loss that has blown up. */
    private static final double BLOWN_UP = 4;

    private final TrainingPlan plan;

    /** @throws StepMemory.TooLargeException if a step takes more memory than there is */
    public LearningRateFinder(TrainingPlan plan) {
        int perEpoch = Batches.perEpoch(
                plan.split().train().length, plan.hyperparameters().batchSize());
        Hyperparameters settings = plan.hyperparameters().with(Setting.EPOCHS, (STEPS + perEpoch - 1) / perEpoch);
        this.plan = new TrainingPlan(settings, plan.blueprint(), plan.dataset(), plan.device(), plan.normalisation());
        StepMemory.of(settings, plan.blueprint(), plan.split().train().length).on(plan.device());
    }

    /** @param done is told after each step how many are done; what it throws ends the test and reaches the caller */
    public RateCurve find(IntConsumer done) {
        Hyperparameters settings = plan.hyperparameters();
        Targets targets = plan.targets();
        try (Network network = new Network(
                        plan.blueprint(), plan.blueprint().initial(settings.seed()), Devices.device(plan.device()));
                Backpropagation backpropagation = Training.backpropagation(network, settings);
                Batches batches = Training.batches(network, plan.batches(1, 0))) {
            Optimizer optimizer = new Optimizer(settings, network, 0, List.of());
            Smoothed smoothed = new Smoothed();
            List<Point> points = new ArrayList<>();
            while (points.size() < STEPS) {
                int step = points.size() + 1;
                Batch batch = batches.take();
                double loss = loss(
                        backpropagation.step(batch, step, optimizer.next(rate(step), NormSums.NONE)), batch, targets);
                batches.giveBack(batch);
                points.add(new Point(step, rate(step), loss, smoothed.add(loss)));
                done.accept(step);
                if (!(smoothed.last() <= BLOWN_UP * smoothed.lowest())) {
                    break;
                }
            }
            return new RateCurve(points, points.size() < STEPS);
        }
    }

    /** Of a step, counted from 1: from {@link #LOWEST} to {@link #HIGHEST}, each so many times the one before. */
    static double rate(int step) {
        return LOWEST * Math.pow(HIGHEST / LOWEST, (step - 1.0) / (STEPS - 1));
    }

    /** Before the step's update; waits for the device. */
    private static double loss(List<NDArray> parts, Batch batch, Targets targets) {
        try (NDScope scope = new NDScope();
                NDList logits = new NDList(parts)) {
            scope.suppressNotUsedWarning();
            return Score.of(targets, NDArrays.concat(logits).toFloatArray(), 0, batch.size(), batch.labels(), 0)
                    .loss();
        }
    }

    /**
     * An exponential moving average, its start at 0 taken out again: m = b m + (1 - b) x, and m / (1 - b^n) of n numbers.
     */
    static final class Smoothed {
        /** Of what came before. fastai has 0.98, over ramps of a hundred steps: half of them, and the minimum comes late. */
        static final double WEIGHT = 0.9;

        private double average;
        private int seen;
        private double last;
        private double lowest = Double.POSITIVE_INFINITY;

        double add(double number) {
            average = WEIGHT * average + (1 - WEIGHT) * number;
            seen++;
            last = average / (1 - Math.pow(WEIGHT, seen));
            lowest = Math.min(lowest, last);
            return last;
        }

        double last() {
            return last;
        }

        double lowest() {
            return lowest;
        }
    }
}
