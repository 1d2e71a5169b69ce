package inkling.training;

import java.util.EnumMap;
import java.util.Map;

/** Settings as they are typed. */
public final class Chosen {
    private Chosen() {}

    /** @param texts those that are not the notebook's: {@code lr=0.01 hidden=16,12} */
    public static Hyperparameters of(String texts) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (String text : texts.isEmpty() ? new String[0] : texts.split(" ")) {
            Setting setting = Setting.of(text.split("=")[0]).orElseThrow();
            values.put(setting, setting.read(text.split("=")[1]));
        }
        return new Hyperparameters(values);
    }
}
