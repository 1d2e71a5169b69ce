package inkling.cluster.spark;

import inkling.dataset.Dataset;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.training.EpochMetrics;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.TrainingPlan;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an executor is to do with images that it has: train a network by its settings, or test one.
 *
 * @param settings as texts, by name
 * @param classes the network's outputs
 * @param counted the epochs before that count for the settings' patience
 * @param checkpoint how many bytes it has to begin with; 0 for the untrained network
 */
record Work(
        boolean test,
        Map<String, String> settings,
        ImageShape shape,
        int classes,
        Normalisation normalisation,
        Split split,
        List<EpochMetrics> counted,
        long checkpoint) {
    Work {
        settings = new LinkedHashMap<>(settings);
        counted = List.copyOf(counted);
    }

    static Work training(TrainingPlan plan, List<EpochMetrics> counted, long checkpoint) {
        return of(plan, false, plan.split(), counted, checkpoint);
    }

    static Work test(TrainingPlan plan, long checkpoint) {
        return of(plan, true, new Split(new int[0], new int[0]), List.of(), checkpoint);
    }

    private static Work of(
            TrainingPlan plan, boolean test, Split split, List<EpochMetrics> counted, long checkpoint) {
        Map<String, String> settings = plan.hyperparameters().values().entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().id(), each -> each.getKey().shape().write(each.getValue())));
        Blueprint blueprint = plan.blueprint();
        return new Work(
                test, settings, blueprint.input(), blueprint.classes(), plan.normalisation(), split, counted, checkpoint);
    }

    /** The network as its settings have it. */
    Blueprint blueprint() {
        return Architecture.parse(settings.getOrDefault(Setting.ARCH.id(), "")).on(shape, classes);
    }

    /** @param device of the executor */
    TrainingPlan plan(Dataset dataset, String device) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.read(settings.getOrDefault(setting.id(), "")));
        }
        return new TrainingPlan(new Hyperparameters(values), blueprint(), dataset, device, normalisation, split);
    }
}
