package inkling.training;

import inkling.network.Architecture;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Settings as they are typed. */
public final class Chosen {
    private Chosen() {}

    /** @param texts those that are not the notebook's: {@code lr=0.01 hidden=16,12}, the network by its widths */
    public static Hyperparameters of(String texts) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (String text : texts.isEmpty() ? new String[0] : texts.split(" ")) {
            String value = text.split("=")[1];
            if (text.startsWith("hidden=")) {
                values.put(Setting.ARCH, perceptron(value));
            } else {
                Setting setting = Setting.of(text.split("=")[0]).orElseThrow();
                values.put(setting, setting.read(value));
            }
        }
        return new Hyperparameters(values);
    }

    private static Architecture perceptron(String widths) {
        return Architecture.perceptron(
                Arrays.stream(widths.split(",")).map(Integer::valueOf).toList());
    }
}
