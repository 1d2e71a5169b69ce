package inkling.cluster;

import inkling.dataset.Dataset;
import inkling.dataset.ImageShape;
import inkling.dataset.Normalisation;
import inkling.dataset.Split;
import inkling.network.Architecture;
import inkling.network.Blueprint;
import inkling.training.Hyperparameters;
import inkling.training.Setting;
import inkling.training.TrainingPlan;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a network is trained, as it is sent to machines: all of a plan but the images, how they are divided, and the device.
 *
 * @param settings as texts, by name
 * @param classes the network's outputs
 */
public record SentPlan(Map<String, String> settings, ImageShape shape, int classes, Normalisation normalisation)
        implements Serializable {
    public SentPlan {
        settings = Map.copyOf(settings);
    }

    public static SentPlan of(Hyperparameters settings, Blueprint blueprint, Normalisation normalisation) {
        Map<String, String> texts = settings.values().entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().id(),
                        each -> each.getKey().shape().write(each.getValue())));
        return new SentPlan(texts, blueprint.input(), blueprint.classes(), normalisation);
    }

    /** The network as its settings have it. */
    public Blueprint blueprint() {
        return Architecture.parse(settings.getOrDefault(Setting.ARCH.id(), "")).on(shape, classes);
    }

    /** @param device one of {@link inkling.network.Devices#here()} */
    public TrainingPlan on(Dataset dataset, Split split, String device) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.read(settings.getOrDefault(setting.id(), "")));
        }
        return new TrainingPlan(new Hyperparameters(values), blueprint(), dataset, device, normalisation, split);
    }
}
