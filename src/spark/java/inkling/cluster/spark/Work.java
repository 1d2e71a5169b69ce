package inkling.cluster.spark;

import inkling.cluster.SentPlan;
import inkling.dataset.Split;
import inkling.training.EpochMetrics;
import inkling.training.TrainingPlan;
import java.util.List;

/**
 * What an executor is to do with images that it has: train a network by its settings, or test one.
 *
 * @param counted the epochs before that count for the settings' patience
 * @param checkpoint how many bytes it has to begin with; 0 for the untrained network
 */
record Work(boolean test, SentPlan plan, Split split, List<EpochMetrics> counted, long checkpoint) {
    Work {
        counted = List.copyOf(counted);
    }

    static Work training(TrainingPlan plan, List<EpochMetrics> counted, long checkpoint) {
        return new Work(false, sent(plan), plan.split(), counted, checkpoint);
    }

    static Work test(TrainingPlan plan, long checkpoint) {
        return new Work(true, sent(plan), new Split(new int[0], new int[0]), List.of(), checkpoint);
    }

    private static SentPlan sent(TrainingPlan plan) {
        return SentPlan.of(plan.hyperparameters(), plan.blueprint(), plan.normalisation());
    }
}
