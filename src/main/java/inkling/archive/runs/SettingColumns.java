package inkling.archive.runs;

import static java.util.stream.Collectors.joining;

import inkling.network.Architecture;
import inkling.text.Written;
import inkling.training.Hyperparameters;
import inkling.training.Option;
import inkling.training.Setting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run's row has its settings: each in the column of its name, but for those that were named before. */
public final class SettingColumns {
    private SettingColumns() {}

    /** The one that a setting is in. */
    public static String of(Setting setting) {
        return setting == Setting.LR ? "learning_rate" : setting.id();
    }

    /** All of them with commas between, each after some text. */
    static String list(String prefix) {
        return Arrays.stream(Setting.values())
                .map(setting -> prefix + of(setting))
                .collect(joining(", "));
    }

    static Hyperparameters read(ResultSet row) throws SQLException {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, read(setting, row.getObject(of(setting))));
        }
        return new Hyperparameters(values);
    }

    private static Object read(Setting setting, Object stored) {
        return switch (setting.shape()) {
            case CHOICE -> option(setting, stored.toString());
            case LAYERS -> Architecture.parse(stored.toString());
            default -> stored;
        };
    }

    private static Option option(Setting setting, String name) {
        return setting.options().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a statement writes, by column. */
    static Map<String, Object> values(Hyperparameters chosen) {
        Map<String, Object> values = new LinkedHashMap<>();
        chosen.values().forEach((setting, value) -> values.put(of(setting), stored(value)));
        return values;
    }

    private static Object stored(Object value) {
        return value instanceof Option option
                ? option.name()
                : value instanceof Written written ? written.text() : value;
    }
}
